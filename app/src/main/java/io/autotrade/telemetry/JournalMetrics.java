package io.autotrade.telemetry;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Side;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.ProtectionChanged;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that are a fold over the journal, the same one the books are folded from: an event is counted when it is
 * committed, once, whether this process wrote it or an earlier one. Entries arrive one at a time.
 */
public final class JournalMetrics implements Consumer<JournalEntry> {

    private static final BigDecimal BPS = BigDecimal.valueOf(10_000);
    /** Orders and decisions that are remembered; one older than this many others has long ended. */
    private static final int REMEMBERED = 2_000;

    private final MeterRegistry registry;
    private final Map<String, Instant> decided = recent();
    private final Map<ClientOrderId, Running> running = recent();
    private volatile BigDecimal drawdownPct = BigDecimal.ZERO;

    /** An order of this service, as far as it has come. */
    private static final class Running {
        private final OrderIntended intent;
        private final Instant intendedAt;
        private boolean answered;
        private boolean filled;
        private boolean ended;

        Running(OrderIntended intent, Instant intendedAt) {
            this.intent = intent;
            this.intendedAt = intendedAt;
        }
    }

    public JournalMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (String result : new String[] {CycleEnded.SUCCESS, CycleEnded.FAILURE}) {
            Metric.CYCLES.counter(registry, result);
        }
        for (String status : new String[] {"success", "rejected", "failed"}) {
            Metric.OKX_ORDERS.counter(registry, status);
        }
        // a series that begins at one shows no increase, so what a rule watches begins at none
        for (String status : new String[] {"missing", "failed"}) {
            Metric.PROTECTION.counter(registry, status);
        }
        for (String direction : new String[] {"adverse", "favourable"}) {
            Metric.SLIPPAGE.summary(registry, direction);
        }
        Metric.MODEL_COST.counter(registry);
        Metric.FILLED_NOTIONAL.counter(registry);
        Metric.TRADE_GAINS.counter(registry);
        Metric.TRADE_LOSSES.counter(registry);
        Metric.DRAWDOWN_PCT.gauge(registry, this, from -> from.drawdownPct.doubleValue());
    }

    private static <K, V> Map<K, V> recent() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    @Override
    public synchronized void accept(JournalEntry entry) {
        DomainEvent event = entry.event();
        switch (event) {
            case DecisionMade e -> decided.put(e.decision().decisionId(), entry.recordedAt());
            case VerdictGiven e -> judged(e);
            case OrderIntended e -> intended(e, entry.recordedAt());
            case OrderChanged e -> changed(e, entry.recordedAt());
            case FillRecorded e -> filled(e, entry.recordedAt());
            case AdviceReceived e -> advised(e);
            case CycleEnded e -> cycleEnded(e);
            case OutcomeRecorded e -> closed(e);
            case PortfolioMarked e -> drawdownPct = e.drawdownPct();
            case ReconciliationDifference e ->
                Metric.RECONCILIATION
                        .counter(registry, e.kind(), String.valueOf(e.explained()))
                        .increment();
            case ProtectionChanged e ->
                Metric.PROTECTION.counter(registry, e.status()).increment();
            case AlertRaised e ->
                Metric.ALERTS.counter(registry, word(e.severity()), e.code()).increment();
            default -> {
                // counted by no metric
            }
        }
    }

    private void judged(VerdictGiven verdict) {
        Metric.VERDICTS
                .counter(
                        registry, verdict.action().wireName(), verdict.outcome().wireName())
                .increment();
        if (verdict.outcome() == VerdictOutcome.REFUSED) {
            verdict.rules().stream()
                    .filter(rule -> !rule.passed())
                    .map(RuleResult::code)
                    .forEach(code -> Metric.REFUSALS.counter(registry, code).increment());
        }
    }

    private void intended(OrderIntended intent, Instant at) {
        running.put(intent.clientOrderId(), new Running(intent, at));
        Instant decision = intent.decisionId() == null ? null : decided.get(intent.decisionId());
        if (decision != null && intent.leg() == Leg.ENTRY) {
            stage("decision_to_intent", decision, at);
        }
    }

    private void changed(OrderChanged change, Instant at) {
        Running order = running.get(change.clientOrderId());
        if (order == null || change.origin() != OrderOrigin.SERVICE) {
            return;
        }
        String answer = answer(change.state());
        if (answer != null && !order.answered) {
            order.answered = true;
            Metric.OKX_ORDERS.counter(registry, answer).increment();
            stage("intent_to_answer", order.intendedAt, at);
        }
        if (change.state().isFinal() && !order.ended) {
            order.ended = true;
            Metric.ORDERS
                    .counter(registry, word(order.intent.leg()), change.state().wireName())
                    .increment();
        }
    }

    private static @Nullable String answer(OrderStatus state) {
        return switch (state) {
            case INTENDED, SENT -> null;
            case OPEN, PARTIALLY_FILLED, FILLED, CANCELLED -> "success";
            case REJECTED -> "rejected";
            case NOT_SENT, UNKNOWN, NEVER_ARRIVED -> "failed";
        };
    }

    private void filled(FillRecorded fill, Instant at) {
        Metric.FILLS
                .counter(registry, word(fill.side()), word(fill.liquidity()))
                .increment();
        Metric.FILLED_NOTIONAL
                .counter(registry)
                .increment(fill.quantity().multiply(fill.price()).doubleValue());
        Running order = fill.clientOrderId() == null ? null : running.get(fill.clientOrderId());
        if (order == null) {
            return;
        }
        slipped(order.intent, fill);
        if (order.filled) {
            return;
        }
        order.filled = true;
        stage("intent_to_fill", order.intendedAt, at);
        Instant decision = order.intent.decisionId() == null ? null : decided.get(order.intent.decisionId());
        if (decision != null && order.intent.leg() == Leg.ENTRY) {
            stage("decision_to_fill", decision, at);
        }
    }

    private void slipped(OrderIntended intent, FillRecorded fill) {
        BigDecimal reference = intent.referencePrice();
        if (reference == null || reference.signum() <= 0) {
            return;
        }
        BigDecimal worse =
                fill.side() == Side.BUY ? fill.price().subtract(reference) : reference.subtract(fill.price());
        BigDecimal bps = worse.multiply(BPS).divide(reference, MathContext.DECIMAL32);
        Metric.SLIPPAGE
                .summary(registry, bps.signum() < 0 ? "favourable" : "adverse")
                .record(bps.abs().doubleValue());
    }

    private void advised(AdviceReceived advice) {
        Metric.ADVICE.counter(registry, advice.advisor(), advice.status()).increment();
        advice.items()
                .forEach(item ->
                        Metric.ADVICE_ITEMS.counter(registry, item.status()).increment());
        tokens("prompt", advice.promptTokens());
        tokens("cached_prompt", advice.cachedPromptTokens());
        tokens("completion", advice.completionTokens());
        Metric.MODEL_COST.counter(registry).increment(advice.costUsd().doubleValue());
    }

    private void tokens(String kind, long tokens) {
        Metric.MODEL_TOKENS.counter(registry, kind).increment((double) tokens);
    }

    private void cycleEnded(CycleEnded cycle) {
        Metric.CYCLES.counter(registry, cycle.result()).increment();
        cycle.wallMillis()
                .forEach((stage, millis) ->
                        Metric.CYCLE_STAGE.timer(registry, stage).record(Duration.ofMillis(millis)));
    }

    private void closed(OutcomeRecorded outcome) {
        int sign = outcome.netPnl().signum();
        String result = sign > 0 ? "win" : sign < 0 ? "loss" : "flat";
        Metric.TRADES.counter(registry, result, outcome.reason()).increment();
        Metric metric = sign < 0 ? Metric.TRADE_LOSSES : Metric.TRADE_GAINS;
        metric.counter(registry).increment(outcome.netPnl().abs().doubleValue());
    }

    private void stage(String stage, Instant from, Instant to) {
        Duration took = Duration.between(from, to);
        Metric.ORDER_STAGE.timer(registry, stage).record(took.isNegative() ? Duration.ZERO : took);
    }

    private static String word(Enum<?> constant) {
        return Objects.requireNonNull(constant).name().toLowerCase(Locale.ROOT);
    }
}
