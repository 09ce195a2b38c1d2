package io.autotrade.okx.market;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.InstrumentCache;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.rest.Query;
import io.autotrade.okx.ws.Channel;
import io.autotrade.okx.ws.Links;
import io.autotrade.okx.ws.OkxSocket;
import io.autotrade.okx.ws.SocketListener;
import io.autotrade.okx.ws.SocketSettings;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public sockets and the business socket as one feed: it is up when all are. One public socket is enough for a
 * dozen instruments; OKX wants fewer than thirty order books on one. To be used on the loop.
 */
final class MarketStream {

    private static final List<String> CHANNELS = List.of("tickers", "mark-price", "trades", "books5", "funding-rate");
    private static final String FULL_BOOK = "books";

    /** Channels on which something comes within a minute while the instrument is traded. */
    private static final List<String> LIVELY = List.of("tickers", "mark-price", "books5");

    private static final int INSTRUMENTS_PER_SOCKET = 14;
    private static final int DEEPEST = 400;

    /** The mark price comes at least every ten seconds. */
    private static final Duration DATA_WITHIN = Duration.ofSeconds(45);

    private static final Duration FIRST_DATA_WITHIN = Duration.ofMinutes(1);

    private final MarketSourceContext context;
    private final Links links;
    private final Loop loop;
    private final OkxRest rest;
    private final MarketOutlet outlet;
    private final Feed feed;
    private final List<OkxSocket> sockets = new ArrayList<>();
    private final Map<String, OkxSocket> socketOf = new HashMap<>();
    private Runnable cancelSilence = () -> {};
    private boolean wasUp;
    private boolean down;

    /** @param fullBooks whether whole order books are kept, not only the five best levels */
    MarketStream(
            MarketSourceContext context,
            Links links,
            OkxRest rest,
            InstrumentCache instruments,
            URI publicSocket,
            URI businessSocket,
            SocketTimings timings,
            boolean fullBooks) {
        this.context = context;
        this.links = links;
        loop = links.loop();
        this.rest = rest;
        outlet = new MarketOutlet(loop, context.metrics(), context.logger());
        Map<String, Duration> bars = bars();
        BookKeeper keeper = new BookKeeper(loop, new Upstream(), context.metrics(), context.logger());
        feed = new Feed(loop, instruments, outlet, keeper, bars, context.metrics(), context.logger());
        List<String> traded = context.symbols().stream()
                .filter(symbol -> instruments.find(symbol) != null)
                .map(Symbol::value)
                .sorted()
                .toList();
        List<String> channels = new ArrayList<>(CHANNELS);
        if (fullBooks) {
            channels.add(FULL_BOOK);
            traded.forEach(feed::keepBook);
        }
        for (int from = 0; from < traded.size(); from += INSTRUMENTS_PER_SOCKET) {
            List<String> some = traded.subList(from, Math.min(traded.size(), from + INSTRUMENTS_PER_SOCKET));
            String name = from == 0 ? "public" : "public " + (from / INSTRUMENTS_PER_SOCKET + 1);
            OkxSocket socket = socket(name, publicSocket, timings, channels(channels, some), some, DATA_WITHIN);
            some.forEach(instId -> socketOf.put(instId, socket));
        }
        if (!bars.isEmpty() && !traded.isEmpty()) {
            socket("business", businessSocket, timings, channels(List.copyOf(bars.keySet()), traded), List.of(), null);
        }
    }

    private Map<String, Duration> bars() {
        Map<String, Duration> bars = new HashMap<>();
        for (Duration timeframe : context.timeframes()) {
            if (Bars.has(timeframe)) {
                bars.put("candle" + Bars.name(timeframe), timeframe);
            } else {
                context.logger().warn("OKX has no candles of {}; finished ones will not be pushed", timeframe);
            }
        }
        return bars;
    }

    private static List<Channel> channels(List<String> names, List<String> instruments) {
        return instruments.stream()
                .flatMap(instrument -> names.stream().map(name -> Channel.ofInstrument(name, instrument)))
                .toList();
    }

    private OkxSocket socket(
            String name,
            URI uri,
            SocketTimings timings,
            List<Channel> channels,
            List<String> instruments,
            @Nullable Duration dataWithin) {
        SocketSettings settings = new SocketSettings(name, uri, null, rest.clock(), channels, timings, dataWithin);
        OkxSocket socket = new OkxSocket(
                loop,
                links.sockets(timings),
                settings,
                new Listener(instruments),
                Future::succeededFuture,
                context.logger());
        sockets.add(socket);
        return socket;
    }

    void start(MarketListener listener) {
        outlet.start(listener);
        sockets.forEach(OkxSocket::openPatiently);
    }

    /** No more events, although the connections stay. */
    void mute() {
        outlet.stop();
    }

    Optional<OrderBook> book(Symbol symbol, int depth) {
        return feed.book(symbol, depth);
    }

    Future<Void> close() {
        outlet.stop();
        cancelSilence.run();
        return Future.join(sockets.stream().map(OkxSocket::close).toList()).mapEmpty();
    }

    private void ready(String detail) {
        if (!sockets.stream().allMatch(OkxSocket::isUp)) {
            return;
        }
        change(wasUp ? MarketEvent.FeedState.RESET : MarketEvent.FeedState.UP, detail);
        wasUp = true;
        down = false;
        cancelSilence.run();
        cancelSilence = loop.after(FIRST_DATA_WITHIN, this::lookForSilence);
    }

    /** A channel can be accepted and never speak, when OKX has renamed it for example. */
    private void lookForSilence() {
        Collection<String> silent = feed.silent(LIVELY, socketOf.keySet());
        if (!silent.isEmpty()) {
            context.metrics().count("market.silent", silent.size());
            context.logger().warn("OKX accepted these channels and has sent nothing on them: {}", silent);
        }
    }

    private void change(MarketEvent.FeedState state, String detail) {
        outlet.emit(new MarketEvent.FeedChanged(state, detail, rest.clock().instant()));
    }

    private final class Upstream implements BookKeeper.Upstream {

        @Override
        public boolean resubscribe(String instId) {
            OkxSocket socket = socketOf.get(instId);
            return socket != null && socket.resubscribe(Channel.ofInstrument(FULL_BOOK, instId));
        }

        @Override
        public Future<byte[]> read(String instId) {
            Query query = Query.of("instId", instId).and("sz", Integer.toString(DEEPEST));
            return rest.read(Endpoint.BOOKS, "", query)
                    .map(rows -> ("[" + OkxRest.first(rows) + "]").getBytes(StandardCharsets.UTF_8));
        }
    }

    private final class Listener implements SocketListener {

        private final List<String> instruments;

        Listener(List<String> instruments) {
            this.instruments = List.copyOf(instruments);
        }

        @Override
        public void data(Buffer message) {
            feed.message(message);
        }

        @Override
        public void up() {
            feed.expect(instruments);
            ready("connected to OKX");
        }

        @Override
        public void down(String why) {
            feed.forget(instruments);
            if (!down) {
                down = true;
                change(MarketEvent.FeedState.DOWN, why);
            }
        }

        @Override
        public void reset(String detail) {
            feed.expect(instruments);
            ready(detail);
        }
    }
}
