package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * What would have become of something that was not done.
 *
 * @param horizon time after the decision
 * @param movePct price change over the horizon in percent, in the direction of the proposal
 */
public record CounterfactualRecorded(
        String decisionId,
        Symbol symbol,
        Action action,
        String why,
        Duration horizon,
        BigDecimal priceThen,
        BigDecimal priceNow,
        BigDecimal movePct,
        Instant at)
        implements DomainEvent {}
