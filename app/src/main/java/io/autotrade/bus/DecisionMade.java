package io.autotrade.bus;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An advisor made a proposal.
 *
 * @param advisor id of the advisor, {@code baseline} or {@code llm}
 * @param model model name; null for the rule-based advisor
 * @param marketPrice last price when the advice was asked for; null when there was none
 */
public record DecisionMade(
        String cycleId,
        Decision decision,
        String advisor,
        @Nullable String model,
        @Nullable BigDecimal marketPrice,
        Instant at)
        implements DomainEvent {}
