package io.autotrade.telemetry;

import io.autotrade.bus.TradingState;
import io.autotrade.execution.Books;
import io.autotrade.execution.TradingDesk;
import io.autotrade.feedback.Calibration;
import io.autotrade.feedback.FeedbackLoop;
import io.autotrade.journal.Journal;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.portfolio.Statistics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The metrics that are read from the books and rooms at the moment of the scrape: what HTTP would answer. */
public final class LiveMetrics {

    private static final long LOOP_PERIOD_MILLIS = 500;
    /** One scrape reads some twenty gauges of one portfolio. */
    private static final Duration SAME_SCRAPE = Duration.ofMillis(200);

    /**
     * What the gauges read.
     *
     * @param desk the one that trades now
     * @param portfolio the books marked with the newest prices, as HTTP shows them
     * @param safeToTrade whether new exposure is allowed
     * @param feedUp whether the market feed flows
     * @param staleSymbols number of symbols without a fresh price
     */
    public record Sources(
            Journal journal,
            Books books,
            Supplier<TradingDesk> desk,
            FeedbackLoop learned,
            Supplier<Portfolio> portfolio,
            BooleanSupplier safeToTrade,
            BooleanSupplier feedUp,
            IntSupplier staleSymbols,
            IntSupplier skippedTriggers) {}

    private final MeterRegistry registry;
    private final Sources sources;
    private final Set<Calibration.Source> calibrated = new HashSet<>();
    private @Nullable Portfolio portfolio;
    private long readAt;

    private LiveMetrics(MeterRegistry registry, Sources sources) {
        this.registry = registry;
        this.sources = sources;
    }

    /**
     * Registers the gauges.
     *
     * @return to be called before each scrape, for the metrics whose labels are not known beforehand
     */
    public static Runnable register(MeterRegistry registry, Sources sources, Vertx vertx) {
        LiveMetrics live = new LiveMetrics(registry, sources);
        live.books();
        live.health();
        live.loopDelays(vertx);
        return live::calibration;
    }

    /** Has the order latencies of a desk counted. */
    public static void count(MeterRegistry registry, TradingDesk desk) {
        desk.latency().listen(Metric.OKX_ORDER_LATENCY.timer(registry)::record);
    }

    private void books() {
        amount(Metric.EQUITY, Portfolio::equity);
        amount(Metric.CASH, Portfolio::cash);
        amount(Metric.UNREALISED, Portfolio::unrealizedPnl);
        amount(Metric.REALISED, Portfolio::realizedPnl);
        amount(Metric.FEES, Portfolio::fees);
        amount(Metric.FUNDING, Portfolio::funding);
        amount(Metric.EXPOSURE, Portfolio::grossExposure);
        amount(Metric.DRAWDOWN, now -> now.drawdownPct().movePointLeft(2));
        ratio(Metric.EXPOSURE_RATIO, Portfolio::grossExposure);
        ratio(Metric.MARGIN_RATIO, Portfolio::margin);
        amount(Metric.POSITIONS, now -> BigDecimal.valueOf(now.positions().size()));
        figure(Metric.SHARPE, Statistics.Figures::sharpe);
        figure(Metric.MAX_DRAWDOWN, figures -> figures.maxDrawdownPct().movePointLeft(2));
    }

    private void amount(Metric metric, Function<Portfolio, BigDecimal> value) {
        metric.gauge(registry, this, from -> value.apply(from.now()).doubleValue());
    }

    private void ratio(Metric metric, Function<Portfolio, BigDecimal> part) {
        metric.gauge(registry, this, from -> {
            Portfolio now = from.now();
            return now.equity().signum() <= 0
                    ? Double.NaN
                    : part.apply(now)
                            .divide(now.equity(), MathContext.DECIMAL64)
                            .doubleValue();
        });
    }

    private void figure(Metric metric, Function<Statistics.Figures, @Nullable Number> value) {
        metric.gauge(registry, sources.books(), books -> {
            Number figure = value.apply(books.withLedger(ledger -> ledger.statistics()));
            return figure == null ? Double.NaN : figure.doubleValue();
        });
    }

    private void health() {
        Books books = sources.books();
        flag(Metric.POSITION_SYNC, () -> books.haltedSymbols().isEmpty());
        flag(Metric.SAFE_TO_TRADE, sources.safeToTrade());
        flag(
                Metric.READY,
                () -> sources.journal().healthy() && sources.desk().get().connected());
        flag(Metric.BROKER_CONNECTED, () -> sources.desk().get().connected());
        flag(Metric.FEED_UP, sources.feedUp());
        flag(Metric.SCHEDULER_PAUSED, () -> books.schedule().paused());
        flag(Metric.JOURNAL_UP, sources.journal()::healthy);
        for (TradingState state : TradingState.values()) {
            Metric.TRADING_STATE.gauge(
                    registry,
                    books,
                    from -> from.tradingState() == state ? 1 : 0,
                    state.name().toLowerCase(Locale.ROOT));
        }
        count(Metric.BLOCKED, () -> books.blockedSymbols().size());
        count(Metric.UNRESOLVED, () -> books.unresolvedOrders().size());
        count(Metric.STALE, sources.staleSymbols());
        count(Metric.JOURNAL_BACKLOG, () -> sources.desk().get().facts().backlog());
        Metric.JOURNAL_SEQ.gauge(registry, sources.journal(), Journal::lastSeq);
    }

    private void flag(Metric metric, BooleanSupplier value) {
        metric.gauge(registry, value, from -> from.getAsBoolean() ? 1 : 0);
    }

    private void count(Metric metric, IntSupplier value) {
        metric.gauge(registry, value, IntSupplier::getAsInt);
    }

    /** On every event loop: one that stands still says nothing about the others. */
    private void loopDelays(Vertx vertx) {
        Timer delay = Metric.LOOP_DELAY.timer(registry);
        Set<Object> watched = new HashSet<>();
        VertxInternal loops = (VertxInternal) vertx;
        long all = StreamSupport.stream(loops.nettyEventLoopGroup().spliterator(), false)
                .count();
        for (long tried = 0; tried < 2 * all && watched.size() < all; tried++) {
            ContextInternal context = loops.createEventLoopContext();
            if (watched.add(context.nettyEventLoop())) {
                context.runOnContext(ignored -> loopDelay(vertx, delay));
            }
        }
    }

    private static void loopDelay(Vertx vertx, Timer delay) {
        long[] expected = {System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOP_PERIOD_MILLIS)};
        vertx.setPeriodic(LOOP_PERIOD_MILLIS, id -> {
            long now = System.nanoTime();
            delay.record(Math.max(0, now - expected[0]), TimeUnit.NANOSECONDS);
            expected[0] = now + TimeUnit.MILLISECONDS.toNanos(LOOP_PERIOD_MILLIS);
        });
    }

    private synchronized Portfolio now() {
        Portfolio known = portfolio;
        if (known != null && System.nanoTime() - readAt < SAME_SCRAPE.toNanos()) {
            return known;
        }
        Portfolio fresh = sources.portfolio().get();
        portfolio = fresh;
        readAt = System.nanoTime();
        return fresh;
    }

    private synchronized void calibration() {
        double missing = sources.skippedTriggers().getAsInt()
                - Metric.CYCLES.counter(registry, "skipped").count();
        Metric.CYCLES.counter(registry, "skipped").increment(Math.max(0, missing));
        for (Calibration.Score score : sources.learned().calibration()) {
            if (calibrated.add(score.source())) {
                calibration(score.source(), score.bins());
            }
        }
    }

    private void calibration(Calibration.Source source, List<Calibration.Bin> bins) {
        String model = source.model();
        String prompt = source.promptVersion();
        score(Metric.CALIBRATION, source, score -> score.brier().doubleValue(), model, prompt);
        for (int i = 0; i < bins.size(); i++) {
            int bin = i;
            String from = bins.get(i).from().toPlainString();
            score(
                    Metric.CALIBRATION_TRADES,
                    source,
                    score -> score.bins().get(bin).trades(),
                    model,
                    prompt,
                    from);
            score(
                    Metric.CALIBRATION_WINS,
                    source,
                    score -> score.bins().get(bin).wins(),
                    model,
                    prompt,
                    from);
        }
    }

    private void score(
            Metric metric, Calibration.Source source, ToDoubleFunction<Calibration.Score> value, String... labels) {
        metric.gauge(
                registry,
                sources.learned(),
                learned -> learned.calibration().stream()
                        .filter(score -> score.source().equals(source))
                        .mapToDouble(value)
                        .findFirst()
                        .orElse(Double.NaN),
                labels);
    }
}
