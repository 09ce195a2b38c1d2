package io.autotrade.okx.market;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Side;
import io.autotrade.broker.Trade;
import io.autotrade.okx.model.MalformedReply;
import io.autotrade.okx.model.MarketRows;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.InstrumentCache;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows of public pushes and emits what they tell. To be used on the loop. */
final class PushRows {

    /** Levels of the channel {@code books5}. */
    static final int TOP_LEVELS = 5;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TS = Cursor.name("ts");

    private final InstrumentCache instruments;
    private final MarketOutlet outlet;
    private final Cursor cursor = new Cursor();

    PushRows(InstrumentCache instruments, MarketOutlet outlet) {
        this.instruments = instruments;
        this.outlet = outlet;
    }

    private boolean rows(byte[] message) {
        return cursor.rows(message, Routes.argumentEnd(message));
    }

    private void tell(Watched watched, SwapSpec spec) {
        watched.ticker(spec).ifPresent(ticker -> outlet.emit(new MarketEvent.Ticked(ticker)));
    }

    // Tickers

    private static final long LAST = Cursor.name("last");
    private static final long ASK = Cursor.name("askPx");
    private static final long BID = Cursor.name("bidPx");
    private static final long OPEN = Cursor.name("open24h");
    private static final long HIGH = Cursor.name("high24h");
    private static final long LOW = Cursor.name("low24h");
    private static final long VOLUME = Cursor.name("volCcy24h");
    private static final long MARK = Cursor.name("markPx");

    void tickers(Watched watched, SwapSpec spec, byte[] message) {
        if (!rows(message)) {
            return;
        }
        do {
            if (watched.take(quote())) {
                tell(watched, spec);
            }
        } while (cursor.more(']'));
    }

    private Watched.Quote quote() {
        BigDecimal bid = null;
        BigDecimal ask = null;
        BigDecimal last = null;
        BigDecimal open = null;
        BigDecimal high = null;
        BigDecimal low = null;
        BigDecimal volume = null;
        Instant at = null;
        boolean more = cursor.enter('{', '}');
        while (more) {
            long key = cursor.key();
            if (key == LAST) {
                last = cursor.positiveOrNull();
            } else if (key == ASK) {
                ask = cursor.positiveOrNull();
            } else if (key == BID) {
                bid = cursor.positiveOrNull();
            } else if (key == OPEN) {
                open = cursor.positiveOrNull();
            } else if (key == HIGH) {
                high = cursor.positiveOrNull();
            } else if (key == LOW) {
                low = cursor.positiveOrNull();
            } else if (key == VOLUME) {
                volume = cursor.decimalOrNull();
            } else if (key == TS) {
                at = cursor.time();
            } else {
                cursor.skip();
            }
            more = cursor.more('}');
        }
        return new Watched.Quote(bid, ask, last, open, high, low, volume, present(at, "ts"));
    }

    void marks(Watched watched, SwapSpec spec, byte[] message) {
        if (!rows(message)) {
            return;
        }
        do {
            BigDecimal price = null;
            Instant at = null;
            boolean more = cursor.enter('{', '}');
            while (more) {
                long key = cursor.key();
                if (key == MARK) {
                    price = cursor.positiveOrNull();
                } else if (key == TS) {
                    at = cursor.time();
                } else {
                    cursor.skip();
                }
                more = cursor.more('}');
            }
            if (price != null && watched.mark(price, present(at, "ts"))) {
                tell(watched, spec);
            }
        } while (cursor.more(']'));
    }

    // Trades

    private static final long TRADE_ID = Cursor.name("tradeId");
    private static final long PRICE = Cursor.name("px");
    private static final long SIZE = Cursor.name("sz");
    private static final long SIDE = Cursor.name("side");

    void trades(SwapSpec spec, byte[] message) {
        if (!rows(message)) {
            return;
        }
        do {
            outlet.emit(new MarketEvent.Traded(trade(spec)));
        } while (cursor.more(']'));
    }

    private Trade trade(SwapSpec spec) {
        String id = null;
        BigDecimal price = null;
        BigDecimal size = null;
        Side side = null;
        Instant at = null;
        boolean more = cursor.enter('{', '}');
        while (more) {
            long key = cursor.key();
            if (key == PRICE) {
                price = cursor.decimal();
            } else if (key == SIZE) {
                size = cursor.decimal();
            } else if (key == TRADE_ID) {
                cursor.scalar();
                id = cursor.text();
            } else if (key == SIDE) {
                cursor.scalar();
                side = side(cursor.first());
            } else if (key == TS) {
                at = cursor.time();
            } else {
                cursor.skip();
            }
            more = cursor.more('}');
        }
        return new Trade(
                present(id, "tradeId"),
                spec.symbol(),
                present(price, "px"),
                spec.base(present(size, "sz")),
                present(side, "side"),
                present(at, "ts"));
    }

    private static Side side(char first) {
        return switch (first) {
            case 'b' -> Side.BUY;
            case 's' -> Side.SELL;
            default -> throw new MalformedReply("a trade is neither buy nor sell");
        };
    }

    // Candles

    /**
     * Whether some row of a candle push may be finished. All but one push a bar tell of a running candle only, and the
     * mark of the last row stands at the very end.
     */
    static boolean mayHoldAFinishedCandle(byte[] message) {
        int end = message.length;
        boolean usual = end > 6
                && message[end - 1] == '}'
                && message[end - 2] == ']'
                && message[end - 3] == ']'
                && message[end - 4] == '"'
                && message[end - 5] == '0'
                && message[end - 6] == '"';
        if (!usual) {
            return true;
        }
        // Several rows: an earlier one may be finished.
        int from = Routes.argumentEnd(message);
        for (int i = end - 7; i > from; i--) {
            if (message[i] == ']') {
                return true;
            }
        }
        return false;
    }

    void candles(Watched watched, SwapSpec spec, Duration timeframe, byte[] message) {
        if (!rows(message)) {
            return;
        }
        List<Candle> finished = new ArrayList<>();
        do {
            candle(spec, timeframe, finished);
        } while (cursor.more(']'));
        String key = timeframe.toString();
        finished.stream()
                .sorted(java.util.Comparator.comparing(Candle::opensAt))
                .filter(candle -> watched.isNews(key, candle.opensAt()))
                .forEach(candle -> outlet.emit(new MarketEvent.CandleClosed(candle)));
    }

    /** Row: opening time, open, high, low, close, volume in contracts, in base asset, in quote currency, confirm. */
    private void candle(SwapSpec spec, Duration timeframe, List<Candle> finished) {
        cursor.expect('[');
        Instant opensAt = cursor.time();
        BigDecimal open = element();
        BigDecimal high = element();
        BigDecimal low = element();
        BigDecimal close = element();
        element();
        BigDecimal volume = element();
        element();
        cursor.expect(',');
        cursor.scalar();
        boolean confirmed = cursor.textIs('1');
        while (cursor.next(',')) {
            cursor.skip();
        }
        cursor.expect(']');
        if (confirmed) {
            finished.add(new Candle(spec.symbol(), timeframe, opensAt, open, high, low, close, volume));
        }
    }

    private BigDecimal element() {
        cursor.expect(',');
        return cursor.decimal();
    }

    // Books of five levels

    private static final long ASKS = Cursor.name("asks");
    private static final long BIDS = Cursor.name("bids");

    void top(Watched watched, SwapSpec spec, byte[] message) {
        if (!rows(message)) {
            return;
        }
        do {
            List<OrderBook.Level> asks = null;
            List<OrderBook.Level> bids = null;
            Instant at = null;
            boolean more = cursor.enter('{', '}');
            while (more) {
                long key = cursor.key();
                if (key == ASKS) {
                    asks = levels(spec);
                } else if (key == BIDS) {
                    bids = levels(spec);
                } else if (key == TS) {
                    at = cursor.time();
                } else {
                    cursor.skip();
                }
                more = cursor.more('}');
            }
            watched.top(new OrderBook(spec.symbol(), present(bids, "bids"), present(asks, "asks"), present(at, "ts")));
        } while (cursor.more(']'));
    }

    private List<OrderBook.Level> levels(SwapSpec spec) {
        List<OrderBook.Level> levels = new ArrayList<>(TOP_LEVELS);
        if (!cursor.enter('[', ']')) {
            return levels;
        }
        do {
            cursor.expect('[');
            BigDecimal price = cursor.decimal();
            BigDecimal size = element();
            while (cursor.next(',')) {
                cursor.skip();
            }
            cursor.expect(']');
            if (size.signum() > 0 && levels.size() < TOP_LEVELS) {
                levels.add(new OrderBook.Level(price, spec.base(size)));
            }
        } while (cursor.more(']'));
        return levels;
    }

    // Funding, once a minute

    void fundings(Watched watched, SwapSpec spec, byte[] message) {
        try {
            Row.list(JSON.readTree(message).path("data")).forEach(row -> funding(watched, spec, row));
        } catch (IOException e) {
            throw new MalformedReply("not JSON", e);
        }
    }

    private void funding(Watched watched, SwapSpec spec, Row row) {
        Optional<FundingRate> coming = MarketRows.funding(row, spec, instruments.fundingInterval(spec.symbol()));
        if (coming.isEmpty()) {
            return;
        }
        FundingRate now = coming.get();
        FundingRate before = watched.funding();
        if (before != null && now.fundingTime().isAfter(before.fundingTime())) {
            BigDecimal settled = row.decimalOrNull("settFundingRate");
            if (settled == null || row.text("settState").equals("processing")) {
                // Wait for the push that knows what was charged.
                return;
            }
            outlet.emit(new MarketEvent.FundingSettled(
                    new FundingRate(spec.symbol(), settled, before.fundingTime(), before.interval(), now.at())));
        }
        if (before == null || !now.at().isBefore(before.at())) {
            watched.funding(now);
            outlet.emit(new MarketEvent.FundingChanged(now));
        }
    }

    private static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new MalformedReply("field '" + field + "' is missing");
        }
        return value;
    }
}
