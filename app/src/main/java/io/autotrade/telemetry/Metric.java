package io.autotrade.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Every metric the service itself keeps, with its unit, its labels and its meaning; docs/metrics.md is written from it.
 * Counters and histograms of the journal count everything in the journal, not only what this process did, so that a
 * restart is not a reset.
 */
public enum Metric {
    VERDICTS(Meter.Type.COUNTER, "autotrade.decisions", null, "Proposals by what became of them", "action", "verdict"),
    REFUSALS(
            Meter.Type.COUNTER,
            "autotrade.risk.refusals",
            null,
            "Rules that failed a refused proposal; a proposal may fail several",
            "rule"),
    ORDERS(Meter.Type.COUNTER, "autotrade.orders", null, "Orders of this service by how they ended", "leg", "outcome"),
    FILLS(Meter.Type.COUNTER, "autotrade.fills", null, "Executions", "side", "liquidity"),
    FILLED_NOTIONAL(
            Meter.Type.COUNTER,
            "autotrade.filled.notional",
            null,
            "Quantity times price of all fills, settlement currency"),
    SLIPPAGE(
            Meter.Type.DISTRIBUTION_SUMMARY,
            "autotrade.slippage",
            "bps",
            "Distance of each fill of an entry or exit from the price the decision rested on, basis points; adverse or"
                    + " favourable says to which side",
            "direction"),
    ORDER_STAGE(
            Meter.Type.TIMER,
            "autotrade.order.stage",
            "seconds",
            "Wall time between the commits of decision, intent, first answer of the venue and first fill",
            "stage"),
    CYCLE_STAGE(Meter.Type.TIMER, "autotrade.cycle.stage", "seconds", "Wall time of the stages of a cycle", "stage"),
    ADVICE(Meter.Type.COUNTER, "autotrade.advice", null, "Answers of the advisor", "advisor", "status"),
    ADVICE_ITEMS(
            Meter.Type.COUNTER,
            "autotrade.advice.items",
            null,
            "Items of replies: accepted, repaired or refused by the parser",
            "status"),
    MODEL_TOKENS(Meter.Type.COUNTER, "autotrade.model.tokens", null, "Tokens of model calls", "kind"),
    MODEL_COST(Meter.Type.COUNTER, "autotrade.model.cost", "usd", "Cost of model calls in cycles, US dollars"),
    CALIBRATION(
            Meter.Type.GAUGE,
            "autotrade.calibration.brier",
            "ratio",
            "Brier score of stated confidence; 0 is perfect, 0.25 is guessing",
            "model",
            "prompt"),
    CALIBRATION_TRADES(
            Meter.Type.GAUGE,
            "autotrade.calibration.trades",
            null,
            "Closed trades by what their stated confidence was at least, in steps of a tenth",
            "model",
            "prompt",
            "confidence"),
    CALIBRATION_WINS(
            Meter.Type.GAUGE,
            "autotrade.calibration.wins",
            null,
            "Those of them with a gain after all costs",
            "model",
            "prompt",
            "confidence"),
    TRADES(
            Meter.Type.COUNTER,
            "autotrade.trades",
            null,
            "Closed positions by net result and by what closed them",
            "result",
            "reason"),
    TRADE_GAINS(
            Meter.Type.COUNTER,
            "autotrade.trade.gains",
            null,
            "Sum of net gains of closed positions, settlement currency"),
    TRADE_LOSSES(
            Meter.Type.COUNTER,
            "autotrade.trade.losses",
            null,
            "Sum of net losses of closed positions, settlement currency, positive"),
    SHARPE(Meter.Type.GAUGE, "autotrade.sharpe", "ratio", "Annualised, hourly returns; NaN with less than 24 of them"),
    MAX_DRAWDOWN(Meter.Type.GAUGE, "autotrade.max.drawdown", "ratio", "Largest fall from a peak of equity at any mark"),
    DRAWDOWN(Meter.Type.GAUGE, "autotrade.drawdown", "ratio", "Fall of equity from its peak now"),
    EQUITY(Meter.Type.GAUGE, "autotrade.equity", null, "Cash and unrealised result now, settlement currency"),
    CASH(Meter.Type.GAUGE, "autotrade.cash", null, "Cash of the books, settlement currency"),
    UNREALISED(Meter.Type.GAUGE, "autotrade.pnl.unrealized", null, "Of open positions, settlement currency"),
    REALISED(Meter.Type.GAUGE, "autotrade.pnl.realized", null, "Before fees and funding, settlement currency"),
    FEES(Meter.Type.GAUGE, "autotrade.fees.paid", null, "Since the books were opened, settlement currency"),
    FUNDING(Meter.Type.GAUGE, "autotrade.funding.received", null, "Negative when paid, settlement currency"),
    EXPOSURE(
            Meter.Type.GAUGE,
            "autotrade.exposure.gross",
            null,
            "Absolute notionals of open positions, settlement currency"),
    EXPOSURE_RATIO(Meter.Type.GAUGE, "autotrade.exposure", "ratio", "Gross exposure divided by equity"),
    MARGIN_RATIO(Meter.Type.GAUGE, "autotrade.margin", "ratio", "Initial margin divided by equity; 1 is all of it"),
    POSITIONS(Meter.Type.GAUGE, "autotrade.positions.open", null, "Open positions"),
    RECONCILIATION(
            Meter.Type.COUNTER,
            "autotrade.reconciliation.differences",
            null,
            "Differences between books and venue",
            "kind",
            "explained"),
    POSITION_SYNC(
            Meter.Type.GAUGE,
            "autotrade.position.sync",
            null,
            "1 while books and venue agree, 0 while a symbol is halted by a difference nobody could explain"),
    BLOCKED(Meter.Type.GAUGE, "autotrade.symbols.blocked", null, "Symbols with an unresolved order or difference"),
    UNRESOLVED(Meter.Type.GAUGE, "autotrade.orders.unresolved", null, "Orders of which the venue's view is not known"),
    PROTECTION(
            Meter.Type.COUNTER,
            "autotrade.protection.checks",
            null,
            "Stops confirmed, missing, failed or removed",
            "status"),
    ALERTS(Meter.Type.COUNTER, "autotrade.alerts", null, "Alerts that were raised", "severity", "code"),
    TRADING_STATE(
            Meter.Type.GAUGE, "autotrade.trading.state", null, "1 for the state in force, 0 for the others", "state"),
    SAFE_TO_TRADE(Meter.Type.GAUGE, "autotrade.safe.to.trade", null, "1 when new exposure is allowed"),
    READY(Meter.Type.GAUGE, "autotrade.ready", null, "1 when journal and broker answer"),
    BROKER_CONNECTED(Meter.Type.GAUGE, "autotrade.broker.connected", null, "1 while the broker's event stream is up"),
    FEED_UP(Meter.Type.GAUGE, "autotrade.market.feed.up", null, "1 while the market feed flows"),
    STALE(Meter.Type.GAUGE, "autotrade.market.stale.symbols", null, "Symbols without a price or with a stale one"),
    BROKER_CALLS(
            Meter.Type.TIMER,
            "autotrade.broker.call",
            "seconds",
            "Calls to the broker; outcome is ok, rejected, not_sent, unknown, or the fault of a failed read",
            "operation",
            "outcome"),
    JOURNAL_UP(Meter.Type.GAUGE, "autotrade.journal.up", null, "1 while the database takes writes"),
    JOURNAL_SEQ(Meter.Type.GAUGE, "autotrade.journal.seq", null, "Number of the last committed event"),
    JOURNAL_BACKLOG(
            Meter.Type.GAUGE, "autotrade.journal.backlog", null, "Facts of the venue that wait to be journalled"),
    LOOP_DELAY(
            Meter.Type.TIMER,
            "autotrade.event.loop.delay",
            "seconds",
            "How late timers of the event loops fire; measured on each twice a second"),
    CYCLES(
            Meter.Type.COUNTER,
            "scheduler.evaluations",
            null,
            "Cycles by result; skipped counts triggers of this process that ran nothing",
            "result"),
    SCHEDULER_PAUSED(
            Meter.Type.GAUGE, "autotrade.scheduler.paused", null, "1 while an operator has paused the schedule"),
    OKX_ORDERS(
            Meter.Type.COUNTER,
            "okx.orders",
            null,
            "Orders of any broker by first answer: success, rejected, failed (unknown or not sent)",
            "status"),
    OKX_ORDER_LATENCY(
            Meter.Type.TIMER,
            "okx.order.latency",
            "seconds",
            "Round trip of order submissions of this process, any broker"),
    DRAWDOWN_PCT(Meter.Type.GAUGE, "portfolio.drawdown.pct", null, "Fall from the peak in percent at the last mark");

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };
    private static final double[] BPS = {1, 2, 5, 10, 20, 50, 100};

    private final Meter.Type type;
    private final String meter;
    private final @Nullable String unit;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> labels;

    Metric(Meter.Type type, String meter, @Nullable String unit, String meaning, String... labels) {
        this.type = type;
        this.meter = meter;
        this.unit = unit;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /**
     * Name in the Prometheus text, where every counter ends in {@code _total}; a histogram appends {@code _bucket},
     * {@code _sum} and {@code _count}.
     */
    public String prometheusName() {
        String name = new PrometheusNamingConvention().name(meter, type, unit);
        return type == Meter.Type.COUNTER ? name + "_total" : name;
    }

    /** {@code counter}, {@code gauge} or {@code histogram}. */
    public String kind() {
        return switch (type) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case TIMER, DISTRIBUTION_SUMMARY -> "histogram";
            case LONG_TASK_TIMER, OTHER -> throw new IllegalStateException("no such metric is kept: " + type);
        };
    }

    /** One sentence, with the unit where the name cannot carry it. */
    public String meaning() {
        return meaning;
    }

    /** Names of its labels, in order. */
    public List<String> labels() {
        return labels;
    }

    Counter counter(MeterRegistry registry, String... values) {
        return Counter.builder(meter)
                .description(meaning)
                .baseUnit(unit)
                .tags(tags(values))
                .register(registry);
    }

    Timer timer(MeterRegistry registry, String... values) {
        return Timer.builder(meter)
                .description(meaning)
                .serviceLevelObjectives(BUCKETS)
                .tags(tags(values))
                .register(registry);
    }

    DistributionSummary summary(MeterRegistry registry, String... values) {
        return DistributionSummary.builder(meter)
                .description(meaning)
                .baseUnit(unit)
                .serviceLevelObjectives(BPS)
                .tags(tags(values))
                .register(registry);
    }

    <T> void gauge(MeterRegistry registry, T source, ToDoubleFunction<T> value, String... values) {
        Gauge.builder(meter, source, value)
                .description(meaning)
                .baseUnit(unit)
                .strongReference(true)
                .tags(tags(values))
                .register(registry);
    }

    private Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(name() + " has the labels " + labels + ", got " + Arrays.asList(values));
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(labels.get(i), values[i]);
        }
        return tags;
    }
}
