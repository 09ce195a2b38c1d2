package io.autotrade.okx.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.model.MalformedReply;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.InstrumentCache;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Turns public pushes into market events. What a newer message replaces is looked at once a moment, and then only the
 * newest is read at all; changes of order books, trades and finished candles are all taken. To be used on the loop.
 */
final class Feed {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration MOMENT = Duration.ofMillis(25);

    private final Loop loop;
    private final InstrumentCache instruments;
    private final BookKeeper keeper;
    private final PushRows rows;
    private final PluginMetrics metrics;
    private final Logger logger;
    private final Map<String, Duration> candleChannels;
    private final Map<String, Watched> watched = new HashMap<>();
    private final Map<String, Stream> streams = new HashMap<>();
    private final Routes<Stream> routes = new Routes<>(this::stream);
    private List<Stream> fresh = new ArrayList<>();
    private List<Stream> reading = new ArrayList<>();
    private boolean planned;
    private long counted;

    /** What a message of a channel means for the one before it. */
    private enum Kind {
        /** A newer message makes an older one worthless. */
        REPLACING,
        /** Every message counts. */
        TRADES,
        BOOK,
        CANDLE,
        /** Not asked for. */
        IGNORED
    }

    /** A channel of one instrument. */
    private static final class Stream {

        final Kind kind;
        final String channel;
        final Watched watched;
        byte @Nullable [] latest;

        Stream(Kind kind, String channel, Watched watched) {
            this.kind = kind;
            this.channel = channel;
            this.watched = watched;
        }
    }

    /** @param candleChannels timeframe by the name of its channel */
    Feed(
            Loop loop,
            InstrumentCache instruments,
            MarketOutlet outlet,
            BookKeeper keeper,
            Map<String, Duration> candleChannels,
            PluginMetrics metrics,
            Logger logger) {
        this.loop = loop;
        this.instruments = instruments;
        this.keeper = keeper;
        this.candleChannels = Map.copyOf(candleChannels);
        this.metrics = metrics;
        this.logger = logger;
        rows = new PushRows(instruments, outlet);
    }

    void message(Buffer buffer) {
        counted++;
        byte[] message = Cursor.bytes(buffer);
        Stream stream = routes.of(message);
        if (stream == null) {
            unusual(message);
        } else {
            take(stream, message);
        }
    }

    private void take(Stream stream, byte[] message) {
        switch (stream.kind) {
            case REPLACING -> {
                if (stream.latest == null) {
                    fresh.add(stream);
                }
                stream.latest = message;
                if (!planned) {
                    planned = true;
                    loop.after(MOMENT, this::flush);
                }
            }
            case BOOK -> {
                BookKeeper.Shelf shelf = stream.watched.book;
                if (shelf != null) {
                    shelf.message(message, Routes.argumentEnd(message));
                }
            }
            case CANDLE -> {
                if (PushRows.mayHoldAFinishedCandle(message)) {
                    read(stream, message);
                }
            }
            case TRADES -> read(stream, message);
            case IGNORED -> {}
        }
    }

    /** The same content in the order in which it is read here, if it is a push at all. */
    private void unusual(byte[] message) {
        try {
            JsonNode root = JSON.readTree(message);
            ObjectNode usual = JSON.createObjectNode();
            usual.set("arg", root.path("arg"));
            if (root.has("action")) {
                usual.set("action", root.path("action"));
            }
            usual.set("data", root.path("data"));
            byte[] rewritten = JSON.writeValueAsBytes(usual);
            Stream stream = routes.of(rewritten);
            if (stream != null) {
                take(stream, rewritten);
                return;
            }
            unreadable("a push", "it has no argument");
        } catch (IOException e) {
            unreadable("a push", "it is not JSON");
        }
    }

    /** Messages of one stream may come with different arguments: OKX adds fields of its own. */
    private Stream stream(String channel, String instId) {
        return streams.computeIfAbsent(
                channel + '|' + instId, key -> new Stream(kind(channel), channel, watched(instId)));
    }

    private Kind kind(String channel) {
        return switch (channel) {
            case "tickers", "mark-price", "books5", "funding-rate" -> Kind.REPLACING;
            case "books" -> Kind.BOOK;
            case "trades" -> Kind.TRADES;
            default -> candleChannels.containsKey(channel) ? Kind.CANDLE : Kind.IGNORED;
        };
    }

    /** Order books of this instrument are kept from now on. */
    void keepBook(String instId) {
        watched.put(instId, new Watched(instId, keeper.shelf(instId)));
    }

    private Watched watched(String instId) {
        return watched.computeIfAbsent(instId, id -> new Watched(id, null));
    }

    private void flush() {
        planned = false;
        metrics.count("market.messages", counted);
        counted = 0;
        List<Stream> now = fresh;
        fresh = reading;
        reading = now;
        for (Stream stream : now) {
            byte[] message = stream.latest;
            stream.latest = null;
            if (message != null) {
                read(stream, message);
            }
        }
        now.clear();
    }

    private void read(Stream stream, byte[] message) {
        SwapSpec spec = instruments.find(stream.watched.instId);
        if (spec == null) {
            return;
        }
        try {
            push(stream, spec, message);
        } catch (MalformedReply | IllegalArgumentException | IndexOutOfBoundsException e) {
            unreadable("a push of " + stream.channel + ' ' + stream.watched.instId, e.getMessage());
        }
    }

    private void push(Stream stream, SwapSpec spec, byte[] message) {
        switch (stream.channel) {
            case "tickers" -> rows.tickers(stream.watched, spec, message);
            case "mark-price" -> rows.marks(stream.watched, spec, message);
            case "books5" -> rows.top(stream.watched, spec, message);
            case "trades" -> rows.trades(spec, message);
            case "funding-rate" -> rows.fundings(stream.watched, spec, message);
            default -> {
                Duration timeframe = candleChannels.get(stream.channel);
                if (timeframe != null) {
                    rows.candles(stream.watched, spec, timeframe, message);
                }
            }
        }
    }

    private void unreadable(String what, @Nullable String why) {
        metrics.count("market.unreadable", 1);
        logger.debug("{} was not understood: {}", what, why);
    }

    /** The newest book that was pushed: the kept one, or the five best levels. */
    Optional<OrderBook> book(Symbol symbol, int depth) {
        Watched of = watched.get(symbol.value());
        SwapSpec spec = instruments.find(symbol);
        if (of == null || spec == null) {
            return Optional.empty();
        }
        Optional<OrderBook> kept = of.book == null ? Optional.empty() : of.book.book(spec, depth);
        Optional<OrderBook> top = of.top().filter(found -> depth <= PushRows.TOP_LEVELS);
        return kept.isPresent()
                        && top.isPresent()
                        && top.get().at().isAfter(kept.get().at())
                ? top
                : kept.or(() -> top);
    }

    /** Subscriptions of these instruments were made anew. */
    void expect(Collection<String> instIds) {
        instIds.forEach(instId -> {
            BookKeeper.Shelf shelf = watched(instId).book;
            if (shelf != null) {
                shelf.expect();
            }
        });
    }

    /** What was pushed of these instruments before a gap is not to be taken for what is. */
    void forget(Collection<String> instIds) {
        instIds.forEach(instId -> {
            Watched of = watched(instId);
            of.forget();
            if (of.book != null) {
                of.book.forget();
            }
        });
    }

    /** Channels of these instruments on which nothing has come yet, for a warning. */
    Collection<String> silent(Collection<String> channels, Collection<String> instIds) {
        Collection<String> silent = new TreeSet<>();
        for (String channel : channels) {
            for (String instId : instIds) {
                if (!streams.containsKey(channel + '|' + instId)) {
                    silent.add(channel + ' ' + instId);
                }
            }
        }
        return silent;
    }
}
