package io.autotrade.risk;

import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.instrument;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Instrument.State;
import io.autotrade.bus.RuleResult;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Stop and target: each rule inside its limit, on it, and beyond it. */
class StopRulesTest extends RuleCases {

    static Stream<Arguments> passing() {
        return Stream.of(
                pass("stop_required", p -> {}, "98", "required"),
                pass(
                        "stop_side",
                        p -> p.stopLoss = n("99.99"),
                        "99.99",
                        "below the bid of a long, above the ask of a short"),
                pass(
                        "stop_side",
                        sold(p -> p.stopLoss = n("100.03")),
                        "100.03",
                        "below the bid of a long, above the ask of a short"),
                pass("stop_distance", p -> p.stopLoss = n("92.0184"), "8%", "8%"),
                pass("stop_distance", sold(p -> p.stopLoss = n("108")), "8%", "8%"),
                pass("stop_before_liquidation", p -> p.stopLoss = n("50.29"), "50.29", "before 50.2865"),
                pass("stop_before_liquidation", sold(p -> p.stopLoss = n("149.1")), "149.1", "before 149.1795"),
                pass(
                        "stop_before_liquidation",
                        p -> {
                            p.leverage = null;
                            p.stopLoss = n("0.01");
                        },
                        "0.01",
                        "before 0"),
                pass(
                        "target_side",
                        p -> p.takeProfit = n("100.03"),
                        "100.03",
                        "above the ask of a long, below the bid of a short, within 100%"),
                pass(
                        "target_side",
                        p -> p.takeProfit = n("200.04"),
                        "200.04",
                        "above the ask of a long, below the bid of a short, within 100%"),
                pass(
                        "target_side",
                        sold(p -> p.takeProfit = n("99.99")),
                        "99.99",
                        "above the ask of a long, below the bid of a short, within 100%"),
                pass(
                        "target_side",
                        p -> p.takeProfit = null,
                        "none",
                        "above the ask of a long, below the bid of a short, within 100%"),
                pass("reward_risk", p -> exactRatio(p, "1.5"), "1.5", "1.5"),
                pass("reward_risk", sold(p -> {}), "2.8096", "1.5"),
                pass(
                        "reward_risk",
                        p -> {
                            p.takeProfit = null;
                            p.minRewardRisk = n("0");
                        },
                        "none",
                        "0"));
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                fail("stop_required", p -> p.stopLoss = null, "none", "required", "there is no valid stop_loss"),
                fail("stop_required", p -> p.stopLoss = n("0"), "0", "required", "there is no valid stop_loss"),
                fail(
                        "stop_side",
                        p -> p.stopLoss = n("100"),
                        "100",
                        "below the bid of a long, above the ask of a short",
                        "stop_loss 100 is on the wrong side of the market"),
                fail(
                        "stop_side",
                        sold(p -> p.stopLoss = n("100.02")),
                        "100.02",
                        "below the bid of a long, above the ask of a short",
                        "stop_loss 100.02 is on the wrong side of the market"),
                fail(
                        "stop_side",
                        p -> p.live = null,
                        "none",
                        "below the bid of a long, above the ask of a short",
                        "the stop_loss or the live price is not known"),
                fail(
                        "stop_distance",
                        p -> p.stopLoss = n("92.01"),
                        "8.0084%",
                        "8%",
                        "stop_loss is 8.0084% from the price, 8% are allowed"),
                fail(
                        "stop_distance",
                        p -> p.stopLoss = null,
                        "none",
                        "8%",
                        "the stop_loss or the live price is not known"),
                fail(
                        "stop_before_liquidation",
                        p -> p.stopLoss = n("50.28"),
                        "50.28",
                        "before 50.2865",
                        "stop_loss 50.28 lies beyond the estimated liquidation at 50.2865"),
                fail(
                        "stop_before_liquidation",
                        sold(p -> p.stopLoss = n("149.2")),
                        "149.2",
                        "before 149.1795",
                        "stop_loss 149.2 lies beyond the estimated liquidation at 149.1795"),
                fail(
                        "stop_before_liquidation",
                        p -> {
                            p.stopLoss = n("90");
                            p.leverage = n("10");
                            p.instrument = instrument(State.LIVE, "USDT", null, "50", null);
                        },
                        "90",
                        "before 91.9019",
                        "stop_loss 90 lies beyond the estimated liquidation at 91.9019"),
                fail(
                        "stop_before_liquidation",
                        p -> p.instrument = instrument(State.LIVE, "USDT", null, "50", "1"),
                        "98",
                        "before 100.02",
                        "stop_loss 98 lies beyond the estimated liquidation at 100.02"),
                fail(
                        "stop_before_liquidation",
                        p -> p.stopLoss = null,
                        "none",
                        "before the estimated liquidation",
                        "the stop_loss, the live price or the instrument is not known"),
                fail(
                        "target_side",
                        p -> p.takeProfit = n("100.02"),
                        "100.02",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "take_profit 100.02 is on the wrong side of the market or out of reach"),
                fail(
                        "target_side",
                        p -> p.takeProfit = n("200.05"),
                        "200.05",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "take_profit 200.05 is on the wrong side of the market or out of reach"),
                fail(
                        "target_side",
                        sold(p -> p.takeProfit = n("100")),
                        "100",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "take_profit 100 is on the wrong side of the market or out of reach"),
                fail(
                        "target_side",
                        sold(p -> p.takeProfit = n("0")),
                        "0",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "take_profit 0 is on the wrong side of the market or out of reach"),
                fail(
                        "target_side",
                        p -> p.live = null,
                        "none",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "the live price is not known"),
                fail(
                        "reward_risk",
                        p -> exactRatio(p, "1.5001"),
                        "1.5",
                        "1.5001",
                        "reward to risk net of fees is 1.5, at least 1.5001 is demanded"),
                fail(
                        "reward_risk",
                        p -> p.takeProfit = null,
                        "none",
                        "1.5",
                        "the stop_loss, the take_profit or the live price is not known"),
                fail(
                        "reward_risk",
                        p -> p.stopLoss = null,
                        "none",
                        "1.5",
                        "the stop_loss, the take_profit or the live price is not known"));
    }

    /** Risk 2, reward 3, no fee. */
    private static void exactRatio(Proposals p, String demanded) {
        p.live = new GateInput.LivePrice(n("100"), n("100"), n("100"), NOW);
        p.takerFee = BigDecimal.ZERO;
        p.stopLoss = n("98");
        p.takeProfit = n("103");
        p.minRewardRisk = n(demanded);
    }

    @Test
    void feesOfBothWaysLowerTheRatio() {
        RuleResult result = result("reward_risk", p -> {
            p.live = new GateInput.LivePrice(n("100"), n("100"), n("100"), NOW);
            p.takerFee = n("0.01");
            p.stopLoss = n("96");
            p.takeProfit = n("110");
        });

        assertThat(result.value()).isEqualTo("1.3255");
    }
}
