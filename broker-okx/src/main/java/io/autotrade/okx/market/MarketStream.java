package io.autotrade.okx.market;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.rest.InstrumentCache;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.ws.Channel;
import io.autotrade.okx.ws.OkxSocket;
import io.autotrade.okx.ws.SocketListener;
import io.autotrade.okx.ws.SocketSettings;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The public and the business socket as one feed: it is up when both are. To be used on the loop. */
final class MarketStream {

    private static final List<String> CHANNELS = List.of("tickers", "mark-price", "trades", "books5", "funding-rate");

    private final MarketSourceContext context;
    private final OkxRest rest;
    private final MarketOutlet outlet;
    private final Feed feed;
    private final List<OkxSocket> sockets = new ArrayList<>();
    private boolean wasUp;
    private boolean down;

    MarketStream(
            MarketSourceContext context,
            Loop loop,
            OkxRest rest,
            InstrumentCache instruments,
            URI publicSocket,
            URI businessSocket,
            SocketTimings timings) {
        this.context = context;
        this.rest = rest;
        outlet = new MarketOutlet(loop, context.metrics(), context.logger());
        Map<String, Duration> bars = bars();
        feed = new Feed(loop, instruments, outlet, bars, context.metrics(), context.logger());
        List<String> traded = context.symbols().stream()
                .filter(symbol -> instruments.find(symbol) != null)
                .map(Symbol::value)
                .sorted()
                .toList();
        sockets.add(socket(loop, "public", publicSocket, timings, channels(CHANNELS, traded)));
        sockets.add(socket(loop, "business", businessSocket, timings, channels(List.copyOf(bars.keySet()), traded)));
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

    private OkxSocket socket(Loop loop, String name, URI uri, SocketTimings timings, List<Channel> channels) {
        SocketSettings settings = new SocketSettings(name, uri, null, rest.clock(), channels, timings);
        return new OkxSocket(loop, settings, new Listener(), Future::succeededFuture, context.logger());
    }

    void start(MarketListener listener) {
        outlet.start(listener);
        sockets.forEach(OkxSocket::openPatiently);
    }

    /** No more events, although the connections stay. */
    void mute() {
        outlet.stop();
    }

    Optional<OrderBook> book(Symbol symbol) {
        return feed.book(symbol);
    }

    Future<Void> close() {
        outlet.stop();
        return Future.join(sockets.stream().map(OkxSocket::close).toList()).mapEmpty();
    }

    private void ready(String detail) {
        if (!sockets.stream().allMatch(OkxSocket::isUp)) {
            return;
        }
        change(wasUp ? MarketEvent.FeedState.RESET : MarketEvent.FeedState.UP, detail);
        wasUp = true;
        down = false;
    }

    private void change(MarketEvent.FeedState state, String detail) {
        outlet.emit(new MarketEvent.FeedChanged(state, detail, rest.clock().instant()));
    }

    private final class Listener implements SocketListener {

        @Override
        public void data(Buffer message) {
            feed.message(message);
        }

        @Override
        public void up() {
            ready("connected to OKX");
        }

        @Override
        public void down(String why) {
            feed.forget();
            if (!down) {
                down = true;
                change(MarketEvent.FeedState.DOWN, why);
            }
        }

        @Override
        public void reset(String detail) {
            ready(detail);
        }
    }
}
