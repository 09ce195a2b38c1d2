package io.autotrade.okx.market;

import io.autotrade.broker.Candle;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.InMemoryStore;
import io.autotrade.okx.loop.Eventually;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.loop.ManualTime;
import io.autotrade.okx.rest.RestSettings;
import io.autotrade.okx.sandbox.OkxSandbox;
import io.autotrade.okx.sandbox.Sockets;
import io.autotrade.okx.ws.Links;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sandbox, a market source at it whose time a test moves, and all it has told. */
final class Desk implements AutoCloseable, MarketSourceContext {

    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    static final Symbol ETH = new Symbol("ETH-USDT-SWAP");

    /** Longer than what replaces each other is collected. */
    static final Duration MOMENT = Duration.ofMillis(30);

    private final Vertx vertx;
    final OkxSandbox sandbox;
    final ManualTime time = new ManualTime();
    private final List<MarketEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final Set<Symbol> symbols;
    private final boolean fullBooks;
    private final MarketSource source;

    private Desk(Vertx vertx, OkxSandbox sandbox, Set<Symbol> symbols, boolean fullBooks) {
        this.vertx = vertx;
        this.sandbox = sandbox;
        this.symbols = symbols;
        this.fullBooks = fullBooks;
        source = open();
    }

    static Desk of(Vertx vertx, Symbol... symbols) {
        return at(OkxSandbox.start(vertx).unlimited(), vertx, true, symbols);
    }

    static Desk at(OkxSandbox sandbox, Vertx vertx, boolean fullBooks, Symbol... symbols) {
        return new Desk(vertx, sandbox, Set.of(symbols), fullBooks);
    }

    private MarketSource open() {
        Loop loop = new Loop(vertx, time);
        time.drives(loop);
        String place = "127.0.0.1:" + sandbox.port();
        RestSettings rest = new RestSettings(URI.create("http://" + place), true, null, 100, 1, Duration.ofSeconds(20));
        return Eventually.of(OkxMarketSource.open(
                this,
                Links.real(vertx, loop),
                rest,
                URI.create("ws://" + place + "/ws/v5/public"),
                URI.create("ws://" + place + "/ws/v5/business"),
                SocketTimings.standard(),
                fullBooks));
    }

    /** Begins delivery and waits until the feed is up. */
    Desk started() {
        source.start(event -> {
            events.add(event);
            return Future.succeededFuture();
        });
        untilFeed(MarketEvent.FeedState.UP);
        time.pass(MOMENT);
        return this;
    }

    MarketSource source() {
        return source;
    }

    Sockets sockets() {
        return sandbox.sockets();
    }

    <T> T get(Future<T> future) {
        return Eventually.of(future);
    }

    OrderBook book(int depth) {
        return get(source.orderBook(BTC, depth)).orElseThrow();
    }

    <E extends MarketEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Candle> candles() {
        return events(MarketEvent.CandleClosed.class).stream()
                .map(MarketEvent.CandleClosed::candle)
                .toList();
    }

    void forget() {
        events.clear();
    }

    /** Waits for an event of a kind while the source looks at what has come. */
    <E extends MarketEvent> E until(Class<E> kind, Predicate<E> wanted) {
        Eventually.until(
                "a " + kind.getSimpleName(),
                () -> {
                    time.pass(MOMENT);
                    return events(kind).stream().anyMatch(wanted);
                },
                () -> events);
        return events(kind).stream().filter(wanted).findFirst().orElseThrow();
    }

    void untilFeed(MarketEvent.FeedState state) {
        Eventually.until(
                "feed " + state,
                () -> events(MarketEvent.FeedChanged.class).stream().anyMatch(change -> change.state() == state),
                () -> events);
    }

    long count(String metric) {
        return counts.getOrDefault(metric, 0L);
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public JsonObject configuration() {
        return new JsonObject();
    }

    @Override
    public Set<Symbol> symbols() {
        return symbols;
    }

    @Override
    public List<Duration> timeframes() {
        return List.of(Duration.ofMinutes(1), Duration.ofHours(1));
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public KeyValueStore store() {
        return new InMemoryStore(vertx);
    }

    @Override
    public Path home() {
        return Path.of(".");
    }

    @Override
    public PluginMetrics metrics() {
        return new PluginMetrics() {
            @Override
            public void count(String name, long increment, String... tags) {
                counts.merge(name, increment, Long::sum);
            }

            @Override
            public void gauge(String name, double value, String... tags) {}

            @Override
            public void time(String name, Duration duration, String... tags) {}
        };
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("io.autotrade.okx.test");
    }

    @Override
    public void close() {
        Eventually.of(source.close());
        sandbox.close();
    }
}
