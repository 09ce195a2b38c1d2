package io.autotrade.market;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a market source with the {@link MarketHub}: reads history before the first event and after each gap, order
 * books and open interest before each view, and publishes prices and candles on the event bus.
 *
 * <p>A read that fails leaves its value unknown and is logged; it stops neither the start nor a view. Candles are read
 * again until they are there. Safe from any thread; nothing blocks.
 */
public final class MarketFeedService {

    /** How many finished candles are kept per symbol and timeframe. */
    public static final int DEFAULT_HISTORY = 300;

    private static final Logger LOG = LoggerFactory.getLogger(MarketFeedService.class);
    private static final int FUNDING_HISTORY = 30;
    private static final int BOOK_DEPTH = 20;
    private static final long REFRESH_LIMIT_MILLIS = 3_000;

    private final MarketSource source;
    private final MarketHub hub;
    private final CandleBackfill backfill;
    private final MarketPublisher publisher;
    private final Set<Symbol> symbols;
    private @Nullable Subscription delivery;

    /** As the other constructor, with {@value #DEFAULT_HISTORY} candles kept. */
    public MarketFeedService(
            Vertx vertx,
            MarketSource source,
            String sourceId,
            Set<Symbol> symbols,
            Duration shortTimeframe,
            Duration longTimeframe,
            @Nullable MeterRegistry metrics) {
        this(vertx, source, sourceId, symbols, shortTimeframe, longTimeframe, DEFAULT_HISTORY, metrics);
    }

    /**
     * @param sourceId id of the source, shown in views
     * @param history how many finished candles are kept per symbol and timeframe, at least 51
     * @param metrics null for none
     */
    public MarketFeedService(
            Vertx vertx,
            MarketSource source,
            String sourceId,
            Set<Symbol> symbols,
            Duration shortTimeframe,
            Duration longTimeframe,
            int history,
            @Nullable MeterRegistry metrics) {
        this.source = source;
        this.symbols = Set.copyOf(symbols);
        this.hub = new MarketHub(
                sourceId,
                source.simulated(),
                symbols,
                shortTimeframe,
                longTimeframe,
                history,
                source.clock().instant());
        this.backfill = new CandleBackfill(vertx, source, hub, List.of(shortTimeframe, longTimeframe));
        this.publisher = new MarketPublisher(vertx);
        hub.candleReader(backfill::missing);
        hub.candleSink(publisher::candle);
        hub.onEvent(this::afterEvent);
        if (metrics != null) {
            new FeedMetrics(hub, source.clock()).bindTo(metrics);
        }
    }

    /** Reads what a first view needs, then begins delivery; no event comes before this completes. Call once. */
    public Future<Void> start() {
        return source.instruments()
                .recover(e -> unavailable("instruments", e, List.of()))
                .compose(this::describe)
                .compose(ignored -> Future.join(backfill.all(), firstPrices(), refresh()))
                .map(ignored -> {
                    hub.interrupted(source.clock().instant());
                    publisher.start();
                    delivery = source.start(hub::accept);
                    return null;
                });
    }

    /** Ends delivery; the source itself stays open. Idempotent. */
    public Future<Void> stop() {
        Subscription active = delivery;
        delivery = null;
        if (active != null) {
            active.cancel();
        }
        backfill.close();
        publisher.stop();
        return Future.succeededFuture();
    }

    /** The time of the market. */
    public InstantSource clock() {
        return source.clock();
    }

    /** What paper brokers fill from, and where listeners register. */
    public MarketHub hub() {
        return hub;
    }

    /** The market as it is known at this moment. */
    public MarketView view(Instant now) {
        return hub.view(now);
    }

    /**
     * Reads order books and open interest, then gives the view; what cannot be read in time is left as it is or
     * unknown.
     */
    public Future<MarketView> freshView() {
        return refresh().map(ignored -> hub.view(source.clock().instant()));
    }

    public FeedStatus status() {
        return hub.status(source.clock().instant());
    }

    /** Age of the newest price of each symbol that has one. */
    public Map<Symbol, Duration> ages(Instant now) {
        return hub.ages(now);
    }

    /**
     * Finished candles, oldest first: from memory for the two timeframes of the service as far as they are kept, else
     * from the source.
     *
     * @throws IllegalArgumentException if the limit is not positive
     */
    public Future<List<Candle>> candles(Symbol symbol, Duration timeframe, int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("limit must be greater than 0, was " + limit);
        }
        List<Candle> kept = hub.candles(symbol, timeframe);
        if (kept.size() >= limit) {
            return Future.succeededFuture(kept.subList(kept.size() - limit, kept.size()));
        }
        return source.candles(symbol, timeframe, null, limit);
    }

    /** Reads order books, open interest and unknown funding of all symbols; never fails and never takes long. */
    public Future<Void> refresh() {
        backfill.overdue(source.clock().instant());
        return Future.join(symbols.stream().map(this::refresh).toList()).mapEmpty();
    }

    private Future<Void> refresh(Symbol symbol) {
        Future<?> book = read(
                symbol,
                "order book",
                () -> source.orderBook(symbol, BOOK_DEPTH),
                (market, read) -> market.orderBook(read.orElse(null)),
                market -> market.orderBook(null));
        Future<?> openInterest = read(
                symbol,
                "open interest",
                () -> source.openInterest(symbol),
                (market, read) -> read.ifPresent(market::openInterest),
                market -> {});
        return Future.join(book, openInterest).mapEmpty();
    }

    private Future<Void> firstPrices() {
        return Future.join(symbols.stream().map(this::firstPrices).toList()).mapEmpty();
    }

    private Future<Void> firstPrices(Symbol symbol) {
        return Future.join(
                        read(symbol, "ticker", () -> source.ticker(symbol), SymbolMarket::ticker, market -> {}),
                        read(
                                symbol,
                                "funding rate",
                                () -> source.fundingRate(symbol),
                                (market, read) -> read.ifPresent(market::funding),
                                market -> {}),
                        read(
                                symbol,
                                "funding history",
                                () -> source.fundingHistory(symbol, FUNDING_HISTORY),
                                SymbolMarket::fundingSettled,
                                market -> {}))
                .mapEmpty();
    }

    private <T> Future<Void> read(
            Symbol symbol,
            String what,
            Supplier<Future<T>> call,
            BiConsumer<SymbolMarket, T> use,
            Consumer<SymbolMarket> unknown) {
        Future<T> answer = Reads.attempt(call);
        Future<T> bounded = answer.isComplete() ? answer : answer.timeout(REFRESH_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        return bounded.<Void>map(value -> {
                    hub.update(symbol, market -> use.accept(market, value));
                    return null;
                })
                .recover(e -> {
                    hub.update(symbol, unknown);
                    return unavailable(what + " of " + symbol, e, null);
                });
    }

    private static <T> Future<T> unavailable(String what, Throwable cause, @Nullable T value) {
        LOG.warn("{} could not be read: {}", what, String.valueOf(cause.getMessage()));
        return Future.succeededFuture(value);
    }

    private Future<Void> describe(List<Instrument> instruments) {
        Map<Symbol, Instrument> bySymbol = instruments.stream()
                .filter(instrument -> symbols.contains(instrument.symbol()))
                .collect(Collectors.toMap(Instrument::symbol, Function.identity(), (first, second) -> first));
        bySymbol.forEach((symbol, instrument) -> hub.update(symbol, market -> market.instrument(instrument)));
        Set<Symbol> unknown = new TreeSet<>(symbols);
        unknown.removeAll(bySymbol.keySet());
        if (!unknown.isEmpty() && !instruments.isEmpty()) {
            LOG.warn("the market source does not know {}: there will be no prices and no trades in them", unknown);
        }
        return Future.succeededFuture();
    }

    private Future<Void> afterEvent(MarketEvent event) {
        return switch (event) {
            case MarketEvent.Ticked e -> {
                publisher.ticker(e.ticker());
                yield Future.succeededFuture();
            }
            case MarketEvent.FeedChanged e -> feedChanged(e);
            case MarketEvent.Traded e -> Future.succeededFuture();
            case MarketEvent.CandleClosed e -> Future.succeededFuture();
            case MarketEvent.FundingChanged e -> Future.succeededFuture();
            case MarketEvent.FundingSettled e -> Future.succeededFuture();
            case MarketEvent.ClockAdvanced e -> Future.succeededFuture();
        };
    }

    private Future<Void> feedChanged(MarketEvent.FeedChanged change) {
        LOG.info("market feed {}: {}", change.state(), change.detail());
        if (change.state() != FeedState.RESET) {
            return Future.succeededFuture();
        }
        Future<Void> filled = Future.join(backfill.all(), firstPrices()).mapEmpty();
        return source.drivesClock() ? filled : Future.succeededFuture();
    }
}
