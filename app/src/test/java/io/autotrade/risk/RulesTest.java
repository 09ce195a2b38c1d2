package io.autotrade.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** All rules together. */
class RulesTest {

    @Test
    void everyLimitIsNamedAndExplainedWithItsFigure() {
        Proposals p = new Proposals();
        p.cooldown = Duration.ofHours(3);

        assertThat(RiskGate.rules())
                .extracting(RiskRule::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z_]+"));
        assertThat(RiskGate.rules())
                .extracting(rule -> rule.describe(p.config()))
                .containsExactly(
                        "Only configured symbols are traded.",
                        "The broker must trade the symbol now, in the currency of the account.",
                        "New positions only while the trading state is ACTIVE.",
                        "Positions are opened only where the broker keeps a stop at the venue.",
                        "No entry while an order of the symbol has an unknown outcome or the symbol is halted.",
                        "No short positions: SELL only closes an open long.",
                        "One position per symbol; an open position is never enlarged.",
                        "A position is never turned round; close it first.",
                        "No entry when the newest price is older than 60 s.",
                        "A proposal expires 2 min after the market view it is based on.",
                        "A proposal expires when the price has moved more than 50 bps against it, or more than its own "
                                + "max_slippage_bps if that is less.",
                        "Confidence of an entry must be at least 0.6, on a scale of 0 to 1.",
                        "Leverage must be 1 to 10, and no more than the venue allows.",
                        "size_pct (margin in percent of equity) must be greater than 0 and at most 100; a quantity must be "
                                + "positive and need no more margin than that. Without either, size_pct is 10.",
                        "The notional of a position may be at most 50% of equity after the trade, pending orders, slippage "
                                + "and fee included.",
                        "The notionals of all positions together may be at most 200% of equity after the trade, pending "
                                + "orders, slippage and fee included.",
                        "At least 15% of equity must stay free after the trade, pending orders, slippage and fee included.",
                        "An order may not be larger than the venue's largest market order.",
                        "An entry must be worth at least 10 of settlement currency, and no less than the venue's smallest "
                                + "order.",
                        "Every entry needs a stop_loss.",
                        "The stop_loss must be below the market for a long and above it for a short.",
                        "The stop_loss must be within 8% of the entry price.",
                        "The stop_loss must be reached before the estimated liquidation price of the leverage chosen.",
                        "A take_profit must be above the market for a long and below it for a short, and no further than "
                                + "100% of the price.",
                        "Reward to risk, from the live price to take_profit and stop_loss and net of taker fees both ways, "
                                + "must be at least 1.5.",
                        "No entry once 1000 or more of settlement currency has been lost since 00:00 UTC, unrealised losses "
                                + "included.",
                        "No entry once equity is 5% or more below its peak.",
                        "No entry after 3 losing trades in a row.",
                        "After a position is closed, the symbol is not entered again for 3 h.",
                        "At most 12 entry orders in any 60 minutes.");
        p.allowShort = true;
        p.lossStreakPause = 0;
        assertThat(RiskGate.rules())
                .extracting(rule -> rule.describe(p.config()))
                .contains(
                        "SELL opens a short when flat, and closes an open long.",
                        "Losing trades in a row are not limited.");
    }
}
