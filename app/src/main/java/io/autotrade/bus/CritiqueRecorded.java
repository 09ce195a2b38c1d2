package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A closed trade was looked at again by a model, and what was made of it.
 *
 * @param outcomeId the closed trade
 * @param model the model that was asked
 * @param critique one or two sentences on the trade; made from the result when the model gave none
 * @param proposedRule rule text the model proposed, cut to 200 characters; empty when none
 * @param result {@code learned}, {@code confirmed} (an existing rule says the same), {@code refused} or {@code failed}
 * @param detail why a rule was refused or the model could not be asked; empty otherwise
 * @param ruleId the rule that was learned or confirmed; null otherwise
 * @param costUsd cost of the model calls, US dollars
 */
public record CritiqueRecorded(
        String outcomeId,
        @Nullable String decisionId,
        Symbol symbol,
        String model,
        String critique,
        String proposedRule,
        String result,
        String detail,
        @Nullable String ruleId,
        BigDecimal costUsd,
        Instant at)
        implements DomainEvent {}
