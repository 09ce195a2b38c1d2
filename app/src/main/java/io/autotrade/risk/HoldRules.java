package io.autotrade.risk;

import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Decision;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.portfolio.OpenPosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a proposal to keep a position may change: its protection, and the stop only ever to less risk. */
final class HoldRules {

    private HoldRules() {}

    static Verdict hold(GateInput input, @Nullable OpenPosition open) {
        Decision decision = input.decision();
        if (open == null || (decision.stopLoss() == null && decision.takeProfit() == null)) {
            return new Verdict(VerdictOutcome.HELD, List.of(), null);
        }
        List<RuleResult> general =
                List.of(ExitRules.notHalted(input), ExitRules.notBlocked(input), canProtect(input), priceKnown(input));
        List<RuleResult> results = new ArrayList<>(general);
        BigDecimal stop = changed(decision.stopLoss(), open.stopPrice(), input);
        BigDecimal target = changed(decision.takeProfit(), open.targetPrice(), input);
        boolean mayMove = general.stream().allMatch(RuleResult::passed);
        BigDecimal newStop = mayMove && stop != null && record(results, stopTightens(input, open, stop)) ? stop : null;
        BigDecimal newTarget =
                mayMove && target != null && record(results, targetAhead(input, open, target)) ? target : null;
        return new Verdict(
                VerdictOutcome.HELD,
                results,
                newStop == null && newTarget == null ? null : new Verdict.Allowed.MoveProtection(newStop, newTarget));
    }

    private static boolean record(List<RuleResult> results, RuleResult result) {
        results.add(result);
        return result.passed();
    }

    /** Null when nothing is asked, or so little that the venue could not tell the difference. */
    private static @Nullable BigDecimal changed(
            @Nullable BigDecimal asked, @Nullable BigDecimal current, GateInput input) {
        if (asked == null || current == null) {
            return asked;
        }
        BigDecimal step = input.instrument() == null
                ? BigDecimal.ZERO
                : input.instrument().priceStep();
        BigDecimal distance = asked.subtract(current).abs();
        return distance.signum() == 0 || distance.compareTo(step) < 0 ? null : asked;
    }

    private static RuleResult stopTightens(GateInput input, OpenPosition open, BigDecimal stop) {
        GateInput.LivePrice live = input.live();
        BigDecimal current = open.stopPrice();
        boolean tighter = current == null
                || (open.side() == PositionSide.LONG ? stop.compareTo(current) > 0 : stop.compareTo(current) < 0);
        boolean valid = live != null && stop.signum() > 0 && StopRules.isProtective(open.side(), stop, live);
        return Finding.of(
                        tighter && valid,
                        Texts.plain(stop),
                        tighter
                                ? "stop_loss " + Texts.plain(stop) + " is on the wrong side of the market"
                                : "a stop is only moved to less risk; the old one stays")
                .as("stop_tightens", "from " + Texts.plainOrNone(current));
    }

    private static RuleResult targetAhead(GateInput input, OpenPosition open, BigDecimal target) {
        GateInput.LivePrice live = input.live();
        return Finding.of(
                        live != null && target.signum() > 0 && StopRules.isAhead(open.side(), target, live),
                        Texts.plain(target),
                        "take_profit " + Texts.plain(target) + " is on the wrong side of the market")
                .as(StopRules.TARGET_SIDE.code(), "ahead of the market");
    }

    private static RuleResult canProtect(GateInput input) {
        return Finding.of(
                        input.canProtect(),
                        input.canProtect() ? "yes" : "no",
                        "the broker cannot keep a protective stop at the venue")
                .as(PermissionRules.CAN_PROTECT.code(), "stop at the venue");
    }

    private static RuleResult priceKnown(GateInput input) {
        return Finding.of(
                        input.live() != null,
                        input.live() == null
                                ? Texts.NONE
                                : Texts.plain(input.live().last()),
                        "the live price is not known")
                .as(ProposalRules.DATA_FRESH.code(), "a live price");
    }
}
