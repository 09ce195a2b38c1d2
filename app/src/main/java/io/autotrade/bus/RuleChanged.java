package io.autotrade.bus;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A learned rule was extracted, became active, was measured again, pinned or retired. The newest event tells the whole
 * state.
 *
 * @param status {@code candidate}, {@code active}, {@code retired}
 * @param ruleType {@code entry}, {@code exit}, {@code position_sizing}, {@code risk_management}
 * @param learnedFrom ids of the decisions it was learned from; never empty
 * @param effectiveness 0 to 1, 0.5 when not yet measured
 * @param applied number of decisions made while it was in the prompt
 */
public record RuleChanged(
        String ruleId,
        String text,
        String ruleType,
        String status,
        boolean pinned,
        List<String> learnedFrom,
        BigDecimal effectiveness,
        int applied,
        String reason,
        String by,
        Instant at)
        implements DomainEvent {

    public RuleChanged {
        learnedFrom = List.copyOf(learnedFrom);
    }
}
