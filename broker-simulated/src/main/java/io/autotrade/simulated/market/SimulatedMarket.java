package io.autotrade.simulated.market;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.simulated.driven.Candles;
import io.autotrade.simulated.driven.MarketClock;
import io.autotrade.simulated.driven.Pump;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The made-up market as a source. Reads may come from any thread; they never look beyond the market's time. */
final class SimulatedMarket implements MarketSource {

    /** Key of the market in the store. */
    static final String KEY = "market";

    private final Vertx vertx;
    private final MarketSettings settings;
    private final MarketClock clock;
    private final Scene scene;
    private final Pump pump;

    private SimulatedMarket(MarketSourceContext context, MarketSettings settings, Scene scene) {
        vertx = context.vertx();
        this.settings = settings;
        this.scene = scene;
        clock = new MarketClock(scene.start());
        MarketScript script = new MarketScript(scene, settings, context.store());
        pump = new Pump(vertx, settings.speed(), clock, context.clock(), script, context.logger());
    }

    /** Makes the market's past; takes a moment, so call it off the event loop. */
    static MarketSource create(MarketSourceContext context, MarketSettings settings, @Nullable MarketMemory memory) {
        if (memory != null && memory.seed() != settings.seed()) {
            context.logger()
                    .warn(
                            "the market has begun with seed {}, which it keeps; seed {} needs a new data directory",
                            memory.seed(),
                            settings.seed());
        }
        return new SimulatedMarket(
                context,
                settings,
                Scene.create(settings, context.symbols(), context.clock().instant(), memory));
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String description() {
        return "Made-up prices from seed " + scene.seed() + "; market time runs "
                + settings.speed().describe() + " until it has caught up with it";
    }

    @Override
    public boolean drivesClock() {
        return true;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Optional<Double> speed() {
        return settings.speed().asDouble();
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return Future.succeededFuture(
                scene.assets().values().stream().map(Asset::instrument).toList());
    }

    @Override
    public Future<List<Candle>> candles(Symbol symbol, Duration timeframe, @Nullable Instant before, int limit) {
        Instant now = clock.instant();
        Instant end = before == null || before.isAfter(now) ? now : before;
        return with(symbol, asset -> blocking(() -> Candles.newest(symbol, scene.bars(asset), timeframe, end, limit)));
    }

    @Override
    public Future<Ticker> ticker(Symbol symbol) {
        return with(symbol, asset -> Future.succeededFuture(scene.latest(asset)));
    }

    @Override
    public Future<Optional<OrderBook>> orderBook(Symbol symbol, int depth) {
        return with(
                symbol,
                asset -> depth > 0
                        ? Future.succeededFuture(Optional.of(scene.book(asset, Math.min(depth, 400), clock.instant())))
                        : Future.failedFuture(
                                new IllegalArgumentException("depth must be greater than 0, was " + depth)));
    }

    @Override
    public Future<Optional<FundingRate>> fundingRate(Symbol symbol) {
        return with(symbol, asset -> Future.succeededFuture(Optional.of(scene.funding(asset, clock.instant()))));
    }

    @Override
    public Future<List<FundingRate>> fundingHistory(Symbol symbol, int limit) {
        return with(symbol, asset -> Future.succeededFuture(scene.settledFunding(asset, clock.instant(), limit)));
    }

    @Override
    public Future<Optional<OpenInterest>> openInterest(Symbol symbol) {
        return with(symbol, asset -> Future.succeededFuture(Optional.of(scene.openInterest(asset, clock.instant()))));
    }

    @Override
    public Subscription start(MarketListener listener) {
        pump.start(listener);
        return pump::stop;
    }

    @Override
    public Future<Void> close() {
        return pump.stop();
    }

    private <T> Future<T> with(Symbol symbol, Function<Asset, Future<T>> answer) {
        Asset asset = scene.assets().get(symbol);
        return asset == null
                ? Future.failedFuture(new BrokerException(
                        new BrokerFault.Malformed("the simulated market was not opened with symbol " + symbol)))
                : answer.apply(asset);
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false).map(Objects::requireNonNull);
    }
}
