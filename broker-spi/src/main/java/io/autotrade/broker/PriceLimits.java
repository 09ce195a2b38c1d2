package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The band outside of which the venue takes no orders now.
 *
 * @param highestBuy highest price of a buy, inclusive; null while there is no bound
 * @param lowestSell lowest price of a sell, inclusive; null while there is no bound
 * @param at time of the venue
 */
public record PriceLimits(
        Symbol symbol,
        @Nullable BigDecimal highestBuy,
        @Nullable BigDecimal lowestSell,
        Instant at) {}
