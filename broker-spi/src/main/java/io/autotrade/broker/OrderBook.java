package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Resting orders of one symbol.
 *
 * @param bids best (highest) first
 * @param asks best (lowest) first
 */
public record OrderBook(Symbol symbol, List<Level> bids, List<Level> asks, Instant at) {

    /** @param quantity base asset, greater than zero */
    public record Level(BigDecimal price, BigDecimal quantity) {}

    public OrderBook {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
