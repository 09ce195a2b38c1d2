package io.autotrade.advisor.llm;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.bus.TradingState;
import io.autotrade.config.TradingConfig;
import io.autotrade.risk.RiskHistory;
import io.autotrade.risk.RiskRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Limits, taken from the rules that enforce them, and how much of them is used. */
final class RiskSection {

    private RiskSection() {}

    /** One line per rule: what is demanded, and the limit in force exactly as the rule states it. */
    static String limits(List<RiskRule> rules, TradingConfig config) {
        return rules.stream()
                .map(rule -> "- " + rule.code() + " (" + rule.limit(config) + "): " + rule.describe(config))
                .collect(Collectors.joining("\n"));
    }

    static String render(AdviceRequest request, List<RiskRule> rules) {
        RiskHistory history = request.history();
        StringBuilder out = new StringBuilder(512);
        out.append("## Risk settings and what is used of them\n");
        out.append("- trading state: ").append(request.state()).append('\n');
        for (RiskRule rule : rules) {
            out.append("- ").append(rule.code()).append(": limit ");
            out.append(rule.limit(request.config())).append('\n');
        }
        BigDecimal dayStart = history.dayStartEquity();
        out.append("- result since 00:00 UTC: ")
                .append(Shown.money(
                        dayStart == null ? null : request.portfolio().equity().subtract(dayStart)))
                .append(" (equity then ")
                .append(Shown.money(dayStart))
                .append(")\n- losing trades in a row: ")
                .append(history.lossStreak())
                .append("\n- entry orders in the last hour: ")
                .append(history.ordersLastHour())
                .append('\n');
        lastExits(request, out);
        return out.toString().stripTrailing();
    }

    private static void lastExits(AdviceRequest request, StringBuilder out) {
        Instant now = request.market().at();
        Duration cooldown = request.config().risk().cooldown();
        new TreeMap<>(request.history().lastExit()).forEach((symbol, at) -> {
            Duration left = cooldown.minus(Duration.between(at, now));
            if (!left.isNegative() && !left.isZero()) {
                out.append("- ").append(symbol).append(" was closed ").append(Shown.age(at, now));
                out.append(" ago; no entry for another ")
                        .append(Shown.age(left))
                        .append('\n');
            }
        });
    }

    static String meaning(TradingState state) {
        return switch (state) {
            case ACTIVE -> "Entries are allowed within the limits.";
            case REDUCING -> "New exposure is refused; only HOLD, CLOSE and NO_ENTRY make sense.";
            case HALTED -> "No order will be sent; say what you would do with open positions.";
        };
    }
}
