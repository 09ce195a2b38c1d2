package io.autotrade.okx.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.IndexPrice;
import io.autotrade.broker.Interruption;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PriceLimits;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of public market data. Sizes of derivatives are contracts there and base asset here. */
public final class MarketRows {

    private static final int CANDLE_CONFIRM = 8;
    private static final int CANDLE_BASE_VOLUME = 6;

    private static final String PRODUCTION = "1";
    private static final String DEMO = "2";

    /** WebSocket, trading, and trading by batches of accounts or of products. */
    private static final Set<String> CONCERNED = Set.of("", "0", "5", "8", "9");

    private MarketRows() {}

    /** The ticker with a mark price; empty while the instrument has no prices, as new and suspended ones have not. */
    public static Optional<Ticker> ticker(Row row, SwapSpec spec, BigDecimal mark) {
        BigDecimal bid = row.positiveOrNull("bidPx");
        BigDecimal ask = row.positiveOrNull("askPx");
        BigDecimal last = row.positiveOrNull("last");
        if (bid == null || ask == null || last == null) {
            return Optional.empty();
        }
        return Optional.of(new Ticker(
                spec.symbol(),
                bid,
                ask,
                last,
                mark,
                row.positiveOrNull("open24h"),
                row.positiveOrNull("high24h"),
                row.positiveOrNull("low24h"),
                row.decimalOrNull("volCcy24h"),
                row.time("ts")));
    }

    public static Trade trade(Row row, SwapSpec spec) {
        return new Trade(
                row.required("tradeId"),
                spec.symbol(),
                row.decimal("px"),
                spec.base(row.decimal("sz")),
                OrderRow.side(row.required("side")),
                row.time("ts"));
    }

    /** Whether a candle row is finished; the row of the running interval is not. */
    public static boolean isConfirmed(JsonNode row) {
        return row.path(CANDLE_CONFIRM).asText().equals("1");
    }

    public static Instant opensAt(JsonNode row) {
        return Instant.ofEpochMilli(Long.parseLong(element(row, 0)));
    }

    public static Candle candle(JsonNode row, SwapSpec spec, Duration timeframe) {
        return new Candle(
                spec.symbol(),
                timeframe,
                opensAt(row),
                number(row, 1),
                number(row, 2),
                number(row, 3),
                number(row, 4),
                number(row, CANDLE_BASE_VOLUME));
    }

    public static OrderBook book(Row row, SwapSpec spec, int depth) {
        return new OrderBook(
                spec.symbol(),
                levels(row.node("bids"), spec, depth),
                levels(row.node("asks"), spec, depth),
                row.time("ts"));
    }

    private static List<OrderBook.Level> levels(JsonNode side, SwapSpec spec, int depth) {
        List<OrderBook.Level> levels = new ArrayList<>(Math.min(depth, side.size()));
        for (JsonNode level : side) {
            BigDecimal size = number(level, 1);
            if (levels.size() < depth && size.signum() > 0) {
                levels.add(new OrderBook.Level(number(level, 0), spec.base(size)));
            }
        }
        return levels;
    }

    /** The coming funding; empty while OKX does not know it. */
    public static Optional<FundingRate> funding(Row row, SwapSpec spec, Duration interval) {
        BigDecimal rate = row.decimalOrNull("fundingRate");
        Instant due = row.timeOrNull("fundingTime");
        if (rate == null || due == null) {
            return Optional.empty();
        }
        return Optional.of(new FundingRate(spec.symbol(), rate, due, interval(row, interval), at(row)));
    }

    /** Time between two fundings, which OKX changes per contract. */
    public static Duration interval(Row row, Duration otherwise) {
        Instant due = row.timeOrNull("fundingTime");
        Instant next = row.timeOrNull("nextFundingTime");
        return due == null || next == null || !next.isAfter(due) ? otherwise : Duration.between(due, next);
    }

    /** A rate that was charged. */
    public static FundingRate charged(Row row, SwapSpec spec, Duration interval) {
        String field = row.has("realizedRate") ? "realizedRate" : "fundingRate";
        Instant charged = row.time("fundingTime");
        return new FundingRate(spec.symbol(), row.decimal(field), charged, interval, charged);
    }

    public static OpenInterest openInterest(Row row, SwapSpec spec) {
        return new OpenInterest(
                spec.symbol(), spec.base(row.decimal("oi")), row.decimalOrNull("oiUsd"), row.time("ts"));
    }

    public static IndexPrice index(Row row, Symbol symbol) {
        return new IndexPrice(symbol, row.decimal("idxPx"), row.time("ts"));
    }

    /** The price band; without bounds while OKX enforces none. */
    public static PriceLimits limits(Row row, Symbol symbol) {
        return new PriceLimits(symbol, row.positiveOrNull("buyLmt"), row.positiveOrNull("sellLmt"), row.time("ts"));
    }

    /** Interruptions of trading or of pushes, planned or under way, soonest first. */
    public static List<Interruption> interruptions(List<Row> rows, boolean demo, Instant now) {
        return rows.stream()
                .filter(row -> !row.has("env") || row.text("env").equals(demo ? DEMO : PRODUCTION))
                .filter(row -> CONCERNED.contains(row.text("serviceType")))
                .map(row -> interruption(row, now))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Interruption::begins))
                .toList();
    }

    private static Optional<Interruption> interruption(Row row, Instant now) {
        Instant begins = row.timeOrNull("begin");
        Interruption.State state = switch (row.text("state")) {
            case "scheduled" -> Interruption.State.PLANNED;
            case "ongoing" -> Interruption.State.ONGOING;
            case "pre_open" -> Interruption.State.POST_ONLY;
            default -> null;
        };
        return begins == null || state == null
                ? Optional.empty()
                : Optional.of(new Interruption(row.text("title"), state, begins, row.timeOrNull("end"), now));
    }

    private static Instant at(Row row) {
        Instant at = row.timeOrNull("ts");
        return at == null ? row.time("fundingTime") : at;
    }

    private static BigDecimal number(JsonNode row, int index) {
        return Row.number("element " + index, element(row, index));
    }

    private static String element(JsonNode row, int index) {
        String text = row.path(index).asText("");
        if (text.isEmpty()) {
            throw new MalformedReply("element " + index + " of a row is missing");
        }
        return text;
    }
}
