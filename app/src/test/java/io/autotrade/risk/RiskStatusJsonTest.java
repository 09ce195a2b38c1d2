package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Action;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskStatusJsonTest {

    private final Proposals p = new Proposals();
    private final RiskLedger ledger = new RiskLedger();

    private JsonNode json() {
        return RiskStatusJson.of(p.account(), ledger);
    }

    private JsonNode rule(String code) {
        for (JsonNode rule : json().get("rules")) {
            if (rule.get("code").asText().equals(code)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + code);
    }

    private void assertRule(String code, String limit, String value, String headroom, boolean kept) {
        JsonNode rule = rule(code);
        assertThat(rule.get("limit").asText()).isEqualTo(limit);
        assertThat(rule.get("value").asText()).isEqualTo(value);
        assertThat(rule.get("headroom").isNull() ? null : rule.get("headroom").asText())
                .isEqualTo(headroom);
        assertThat(rule.get("kept").asBoolean()).isEqualTo(kept);
    }

    @Test
    void tellsStateAndReasons() {
        p.state = TradingState.REDUCING;
        ledger.apply(new TradingStateChanged(TradingState.REDUCING, List.of("drawdown: x"), "rule", NOW));

        assertThat(json().get("state").asText()).isEqualTo("REDUCING");
        assertThat(json().get("reasons")).extracting(JsonNode::asText).containsExactly("drawdown: x");
        assertThat(json().get("since").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(json().get("by").asText()).isEqualTo("rule");
        assertRule("trading_state", "active", "reducing", null, false);
    }

    @Test
    void tellsWhatIsLeftOfEachLimitOfTheAccount() {
        p.equity = n("9600");
        p.open(PositionSide.LONG, "96", "100", "100", "98");
        p.pending.put(Proposals.ETH, n("960"));
        p.pendingMargin = n("480");
        p.cash = n("20000");
        p.lossStreak = 1;
        p.ordersLastHour = 5;

        assertRule("daily_loss", "1000 since 00:00 UTC", "400.00 USDT", "600.00 USDT", true);
        assertRule("drawdown", "5%", "4%", "1%", true);
        assertRule("loss_streak", "3", "1", "2", true);
        assertRule("order_rate", "12 per hour", "5 in the last hour", "7", true);
        assertRule("gross_exposure", "200% of equity", "110% of equity", "8640.00 USDT", true);
        assertRule("cash_buffer", "15% of equity", "-5% of equity", "0.00 USDT", false);
    }

    @Test
    void headroomEndsAtZero() {
        p.equity = n("8000");
        p.lossStreak = 7;
        p.ordersLastHour = 99;
        p.open(PositionSide.LONG, "161", "100", "100", "98");

        assertRule("daily_loss", "1000 since 00:00 UTC", "2000.00 USDT", "0.00 USDT", false);
        assertRule("drawdown", "5%", "20%", "0%", false);
        assertRule("loss_streak", "3", "7", "0", false);
        assertRule("order_rate", "12 per hour", "99 in the last hour", "0", false);
        assertRule("gross_exposure", "200% of equity", "201.25% of equity", "0.00 USDT", false);
        p.lossStreakPause = 0;
        assertRule("loss_streak", "off", "7", null, true);
    }

    @Test
    void boundariesAreKept() {
        p.open(PositionSide.LONG, "200", "100", "100", "98");
        assertRule("gross_exposure", "200% of equity", "200% of equity", "0.00 USDT", true);
        p.positions.clear();
        p.pendingMargin = n("8500");
        assertRule("cash_buffer", "15% of equity", "15% of equity", "0.00 USDT", true);
    }

    @Test
    void rulesOfSingleProposalsHaveNoValueOfTheirOwn() {
        JsonNode rule = rule("confidence");

        assertThat(rule.get("limit").asText()).isEqualTo("0.6");
        assertThat(rule.get("description").asText())
                .isEqualTo("Confidence of an entry must be at least 0.6, on a scale of 0 to 1.");
        assertThat(rule.get("value").isNull()).isTrue();
        assertThat(rule.get("headroom").isNull()).isTrue();
        assertThat(rule.get("kept").isNull()).isTrue();
        assertThat(rule.get("last_fired").isNull()).isTrue();
        assertThat(rule("position_size").get("value").isNull()).isTrue();
    }

    @Test
    void tellsWhenARuleLastFired() {
        ledger.apply(new VerdictGiven(
                "c1",
                "d1",
                BTC,
                Action.BUY,
                VerdictOutcome.REFUSED,
                List.of(new RuleResult("confidence", false, "0.6", "0.5", "too low")),
                null,
                null,
                NOW));

        JsonNode fired = rule("confidence").get("last_fired");

        assertThat(fired.get("at").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(fired.get("decision_id").asText()).isEqualTo("d1");
        assertThat(fired.get("symbol").asText()).isEqualTo("BTC-USDT-SWAP");
        assertThat(fired.get("value").asText()).isEqualTo("0.5");
    }
}
