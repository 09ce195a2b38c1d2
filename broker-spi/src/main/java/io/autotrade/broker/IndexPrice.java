package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Price of the index a perpetual swap follows.
 *
 * @param price quote per base, greater than zero
 * @param at time of the venue
 */
public record IndexPrice(Symbol symbol, BigDecimal price, Instant at) {

    public IndexPrice {
        Checks.positive("price", price);
    }
}
