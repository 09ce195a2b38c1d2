package io.autotrade.advisor.llm;

import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/** What was learned: rules in force and the last closed trades. Both are data. */
final class MemorySection {

    private static final int MAX_RULE = 200;

    private MemorySection() {}

    static String render(List<RuleChanged> rules, List<OutcomeRecorded> trades) {
        StringBuilder out = new StringBuilder(512);
        out.append("## Learned rules\nThey only make you more careful; they never permit what a limit forbids.\n");
        if (rules.isEmpty()) {
            out.append("none yet\n");
        }
        int number = 1;
        for (RuleChanged rule : rules) {
            out.append(number++).append(". [").append(rule.ruleType()).append(", effectiveness ");
            out.append(wholePercent(rule.effectiveness())).append("] ");
            out.append(Shown.data(rule.text(), MAX_RULE)).append('\n');
        }
        out.append("\n## Recent trades, newest last\n");
        if (trades.isEmpty()) {
            out.append("none yet\n");
        }
        trades.forEach(trade -> out.append(trade(trade)).append('\n'));
        return out.toString().stripTrailing();
    }

    private static String trade(OutcomeRecorded t) {
        boolean win = t.netPnl().signum() > 0;
        BigDecimal pnl = t.netPnl().setScale(2, RoundingMode.HALF_UP);
        BigDecimal pct = t.netPnlPct().setScale(2, RoundingMode.HALF_UP);
        return "- " + t.symbol() + ' ' + t.side() + ' ' + (win ? "WIN" : "LOSS") + ' ' + signed(pnl) + " net ("
                + signed(pct) + " %), entry " + Shown.number(t.entryPrice()) + ", exit "
                + Shown.number(t.exitPrice()) + ", held "
                + Shown.age(Duration.between(t.openedAt(), t.at())) + ", closed by "
                + PromptText.clean(t.reason(), 40) + ", worst " + Shown.money(t.mae()) + ", best "
                + Shown.money(t.mfe());
    }

    private static String signed(BigDecimal value) {
        return value.signum() > 0 ? "+" + value.toPlainString() : value.toPlainString();
    }

    private static String wholePercent(BigDecimal fraction) {
        return fraction.movePointRight(2).setScale(0, RoundingMode.HALF_UP).toPlainString() + " %";
    }
}
