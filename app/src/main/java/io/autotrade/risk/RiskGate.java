package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Decision;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.portfolio.OpenPosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges proposals. Pure and stateless: equal inputs give equal verdicts, and no proposal, however broken, makes it
 * fail.
 *
 * <ul>
 *   <li>BUY opens a long; SELL closes an open long, else opens a short where shorts are allowed. A position is never
 *       enlarged and never turned round.
 *   <li>An entry is sized, reduced by {@code size_to_limit} where it is too large, and then held against every rule;
 *       all rules are evaluated, so that the verdict shows everything that speaks against it.
 *   <li>An exit is refused only when there is nothing to close, when trading is HALTED, or while the symbol is blocked
 *       by an order of unknown outcome; never for exposure, loss, age or data.
 *   <li>HOLD may move the stop, only ever to less risk, and the target.
 * </ul>
 */
public final class RiskGate {

    private static final List<RiskRule> RULES = List.of(
            PermissionRules.SYMBOL_ALLOWED,
            PermissionRules.INSTRUMENT_TRADABLE,
            AccountRules.TRADING_STATE,
            PermissionRules.CAN_PROTECT,
            PermissionRules.SYMBOL_NOT_BLOCKED,
            PermissionRules.SHORT_ALLOWED,
            PermissionRules.ONE_POSITION_PER_SYMBOL,
            PermissionRules.NO_FLIP,
            ProposalRules.DATA_FRESH,
            ProposalRules.DECISION_AGE,
            ProposalRules.PRICE_DRIFT,
            ProposalRules.CONFIDENCE,
            ProposalRules.MAX_LEVERAGE,
            ProposalRules.SIZE_VALID,
            SizeRules.POSITION_SIZE,
            SizeRules.GROSS_EXPOSURE,
            SizeRules.CASH_BUFFER,
            SizeRules.MAX_ORDER_SIZE,
            SizeRules.MIN_NOTIONAL,
            StopRules.STOP_REQUIRED,
            StopRules.STOP_SIDE,
            StopRules.STOP_DISTANCE,
            StopRules.STOP_BEFORE_LIQUIDATION,
            StopRules.TARGET_SIDE,
            StopRules.REWARD_RISK,
            AccountRules.DAILY_LOSS,
            AccountRules.DRAWDOWN,
            AccountRules.LOSS_STREAK,
            PermissionRules.COOLDOWN,
            AccountRules.ORDER_RATE);

    /** Rules whose failure alone means that a good proposal came too late. */
    private static final Set<String> EXPIRY =
            Set.of(ProposalRules.DECISION_AGE.code(), ProposalRules.PRICE_DRIFT.code());

    /** Every rule an entry is held against, in the order of a verdict. */
    public static List<RiskRule> rules() {
        return RULES;
    }

    /** Judges one proposal. */
    public Verdict judge(GateInput asked) {
        GateInput input = bounded(asked);
        OpenPosition open =
                input.portfolio().position(input.decision().symbol()).orElse(null);
        return switch (input.decision().action()) {
            case BUY -> enter(input, PositionSide.LONG);
            case SELL ->
                open != null && open.side() == PositionSide.LONG
                        ? ExitRules.close(input, open)
                        : enter(input, PositionSide.SHORT);
            case CLOSE -> ExitRules.close(input, open);
            case HOLD -> HoldRules.hold(input, open);
            case NO_ENTRY -> new Verdict(VerdictOutcome.HELD, List.of(), null);
        };
    }

    private static GateInput bounded(GateInput input) {
        Decision bounded = Sanity.bounded(input.decision());
        return new GateInput(
                bounded,
                input.portfolio(),
                input.decidedPrice(),
                input.decidedAt(),
                input.live(),
                input.pending(),
                input.history(),
                input.state(),
                input.instrument(),
                input.canProtect(),
                input.blocked(),
                input.takerFeeRate(),
                input.config(),
                input.now());
    }

    private static Verdict enter(GateInput input, PositionSide side) {
        SizeToLimit.Amendment amendment = SizeToLimit.apply(Sizing.propose(input, side));
        EntryProposal entry = amendment.entry();
        List<RuleResult> results = new ArrayList<>(RULES.size() + 1);
        if (amendment.record() != null) {
            results.add(amendment.record());
        }
        RULES.forEach(rule -> results.add(rule.evaluate(entry)));
        List<String> failed = results.stream()
                .filter(result -> !result.passed())
                .map(RuleResult::code)
                .toList();
        if (!failed.isEmpty()) {
            VerdictOutcome outcome = EXPIRY.containsAll(failed) ? VerdictOutcome.EXPIRED : VerdictOutcome.REFUSED;
            return new Verdict(outcome, results, null);
        }
        return new Verdict(
                amendment.record() == null ? VerdictOutcome.ACCEPTED : VerdictOutcome.AMENDED, results, order(entry));
    }

    /** What all rules passed on is known, so nothing here can be null. */
    private static Verdict.Allowed order(EntryProposal entry) {
        GateInput input = entry.input();
        BigDecimal price = known(entry.price());
        Instrument instrument = known(input.instrument());
        return new Verdict.Allowed.Open(
                entry.side(),
                entry.quantity(),
                entry.leverage(),
                known(input.decision().stopLoss()),
                input.decision().takeProfit(),
                price,
                EntryMath.worstPrice(entry, price, known(input.decidedPrice()), instrument));
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a rule passed without what it needs");
        }
        return value;
    }
}
