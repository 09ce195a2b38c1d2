package io.autotrade.risk;

import io.autotrade.broker.PositionSide;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.portfolio.OpenPosition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The few reasons for which an exit is refused. */
final class ExitRules {

    private ExitRules() {}

    static Verdict close(GateInput input, @Nullable OpenPosition open) {
        List<RuleResult> results = List.of(positionOpen(open), notHalted(input), notBlocked(input));
        if (open == null || results.stream().anyMatch(result -> !result.passed())) {
            return new Verdict(VerdictOutcome.REFUSED, results, null);
        }
        return new Verdict(
                VerdictOutcome.ACCEPTED,
                results,
                new Verdict.Allowed.Close(open.side().exitSide(), open.quantity(), exitPrice(input, open)));
    }

    private static @Nullable BigDecimal exitPrice(GateInput input, OpenPosition open) {
        GateInput.LivePrice live = input.live();
        if (live == null) {
            return null;
        }
        return open.side() == PositionSide.LONG ? live.bid() : live.ask();
    }

    static RuleResult positionOpen(@Nullable OpenPosition open) {
        return Finding.of(
                        open != null,
                        open == null ? "flat" : open.side().name().toLowerCase(Locale.ROOT),
                        "there is no open position")
                .as("position_open", "an open position");
    }

    static RuleResult notHalted(GateInput input) {
        return Finding.of(
                        input.state() != TradingState.HALTED,
                        input.state().name().toLowerCase(Locale.ROOT),
                        "trading is HALTED; only an operator or a safety rule may trade")
                .as(AccountRules.TRADING_STATE.code(), "not halted");
    }

    static RuleResult notBlocked(GateInput input) {
        boolean blocked = input.blocked().contains(input.decision().symbol());
        return Finding.of(
                        !blocked,
                        blocked ? "blocked" : "not blocked",
                        input.decision().symbol() + " is blocked until its unresolved order is cleared")
                .as(PermissionRules.SYMBOL_NOT_BLOCKED.code(), "not blocked");
    }
}
