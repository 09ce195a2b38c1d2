package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The risk gate judged a proposal.
 *
 * @param outcome what follows from it
 * @param rules every rule that was evaluated, in order
 * @param quantity base asset that may be traded; null when nothing is to be traded
 * @param referencePrice live price the gate used; null when there was none
 * @param inputHash key of the stored input of the gate, from which the verdict can be made again; null in older rows
 */
public record VerdictGiven(
        String cycleId,
        String decisionId,
        Symbol symbol,
        Action action,
        VerdictOutcome outcome,
        List<RuleResult> rules,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal referencePrice,
        Instant at,
        @Nullable String inputHash)
        implements DomainEvent {

    public VerdictGiven {
        rules = List.copyOf(rules);
    }

    /** A verdict whose input is not kept. */
    public VerdictGiven(
            String cycleId,
            String decisionId,
            Symbol symbol,
            Action action,
            VerdictOutcome outcome,
            List<RuleResult> rules,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal referencePrice,
            Instant at) {
        this(cycleId, decisionId, symbol, action, outcome, rules, quantity, referencePrice, at, null);
    }
}
