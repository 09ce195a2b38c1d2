package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All open positions of a symbol at the venue.
 *
 * @param quantity base asset
 * @param notional quote currency; null when the venue does not tell
 */
public record OpenInterest(
        Symbol symbol, BigDecimal quantity, @Nullable BigDecimal notional, Instant at) {}
