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
        Instant at)
        implements DomainEvent {

    public VerdictGiven {
        rules = List.copyOf(rules);
    }
}
