package io.autotrade.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a scrape says is what the journal says. */
class JournalMetricsTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    private static final ClientOrderId ORDER = new ClientOrderId("a1");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JournalMetrics metrics = new JournalMetrics(registry);
    private long seq;

    private void at(long millis, DomainEvent event) {
        metrics.accept(new JournalEntry(++seq, event, START.plusMillis(millis)));
    }

    private double value(String series) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(series + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is not in\n" + registry.scrape()));
    }

    @Test
    void followsAnOrderFromTheDecisionToTheFill() {
        at(0, decided());
        at(40, intended());
        at(60, changed(OrderStatus.SENT));
        at(140, changed(OrderStatus.OPEN));
        at(240, filled("f1", "50025"));
        at(250, filled("f2", "49990"));
        at(260, changed(OrderStatus.FILLED));
        at(270, changed(OrderStatus.FILLED));

        assertThat(value("autotrade_orders_total{leg=\"entry\",outcome=\"filled\"}"))
                .isEqualTo(1);
        assertThat(value("okx_orders_total{status=\"success\"}")).isEqualTo(1);
        assertThat(value("okx_orders_total{status=\"rejected\"}")).isZero();
        assertThat(value("autotrade_order_stage_seconds_sum{stage=\"decision_to_intent\"}"))
                .isEqualTo(0.04);
        assertThat(value("autotrade_order_stage_seconds_sum{stage=\"intent_to_answer\"}"))
                .isEqualTo(0.1);
        assertThat(value("autotrade_order_stage_seconds_sum{stage=\"decision_to_fill\"}"))
                .isEqualTo(0.24);
        assertThat(value("autotrade_order_stage_seconds_count{stage=\"intent_to_fill\"}"))
                .isEqualTo(1);
        assertThat(value("autotrade_slippage_bps_sum{direction=\"adverse\"}")).isEqualTo(5.0, within(1e-9));
        assertThat(value("autotrade_slippage_bps_sum{direction=\"favourable\"}"))
                .isEqualTo(2.0, within(1e-9));
        assertThat(value("autotrade_fills_total{liquidity=\"taker\",side=\"buy\"}"))
                .isEqualTo(2);
        assertThat(value("autotrade_filled_notional_total")).isEqualTo(100_015.0, within(1e-6));
    }

    @Test
    void countsAnUnknownOrderAsFailedOnceWhateverBecomesOfIt() {
        at(0, intended());
        at(10, changed(OrderStatus.UNKNOWN));
        at(20, changed(OrderStatus.OPEN));
        at(30, changed(OrderStatus.CANCELLED));

        assertThat(value("okx_orders_total{status=\"failed\"}")).isEqualTo(1);
        assertThat(value("okx_orders_total{status=\"success\"}")).isZero();
        assertThat(value("autotrade_orders_total{leg=\"entry\",outcome=\"cancelled\"}"))
                .isEqualTo(1);
    }

    @Test
    void countsEveryRuleThatFailedARefusedProposalAndNoneOfAnAcceptedOne() {
        RuleResult leverage = new RuleResult("max_leverage", false, "10", "20", "too much");
        RuleResult cash = new RuleResult("min_cash_buffer", false, "5 %", "1 %", "too little");
        RuleResult fine = new RuleResult("cooldown", true, "0", "0", "");
        at(0, verdict(VerdictOutcome.REFUSED, List.of(leverage, cash, fine)));
        at(0, verdict(VerdictOutcome.AMENDED, List.of(leverage)));

        assertThat(value("autotrade_risk_refusals_total{rule=\"max_leverage\"}"))
                .isEqualTo(1);
        assertThat(value("autotrade_risk_refusals_total{rule=\"min_cash_buffer\"}"))
                .isEqualTo(1);
        assertThat(registry.scrape()).doesNotContain("rule=\"cooldown\"");
        assertThat(value("autotrade_decisions_total{action=\"buy\",verdict=\"refused\"}"))
                .isEqualTo(1);
    }

    private static DecisionMade decided() {
        Decision decision =
                new Decision("d1", BTC, Action.BUY, BigDecimal.TEN, null, null, null, null, null, null, "", "");
        return new DecisionMade("c1", decision, "baseline", null, null, START);
    }

    private static OrderIntended intended() {
        return new OrderIntended(
                ORDER,
                "d1",
                "c1",
                "simulated",
                BTC,
                Leg.ENTRY,
                Side.BUY,
                OrderType.MARKET,
                BigDecimal.TWO,
                null,
                false,
                null,
                null,
                null,
                null,
                new BigDecimal("50000"),
                null,
                "",
                START);
    }

    private static OrderChanged changed(OrderStatus state) {
        return new OrderChanged(
                ORDER,
                "d1",
                null,
                BTC,
                Side.BUY,
                state,
                BigDecimal.TWO,
                BigDecimal.ZERO,
                null,
                OrderOrigin.SERVICE,
                "",
                "",
                START);
    }

    private static FillRecorded filled(String id, String price) {
        return new FillRecorded(
                id,
                ORDER,
                null,
                "d1",
                BTC,
                Side.BUY,
                BigDecimal.ONE,
                new BigDecimal(price),
                BigDecimal.ONE,
                "USDT",
                Liquidity.TAKER,
                OrderOrigin.SERVICE,
                START);
    }

    private static VerdictGiven verdict(VerdictOutcome outcome, List<RuleResult> rules) {
        return new VerdictGiven("c1", "d1", BTC, Action.BUY, outcome, rules, null, null, START);
    }
}
