package io.autotrade.simulated.broker;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open position.
 *
 * @param quantity base asset, greater than zero
 * @param cost exact sum of quantity times price of what is still open, quote currency. Average prices are derived from
 *     it and never used to compute results, so nothing is lost to rounding
 * @param guard protective orders; null when there are none
 */
record Holding(
        Symbol symbol,
        PositionSide side,
        BigDecimal quantity,
        BigDecimal cost,
        @Nullable Guard guard,
        Instant openedAt,
        Instant updatedAt) {

    /** Decimals of figures that cannot be exact: average prices and the cost of a part. */
    static final int DECIMALS = 12;

    /** The average price of entry, 12 decimals, for display. */
    BigDecimal entryPrice() {
        return cost.divide(quantity, DECIMALS, RoundingMode.HALF_EVEN);
    }

    BigDecimal notional(BigDecimal price) {
        return quantity.multiply(price);
    }

    /** What closing at this price would bring, before fees. Exact. */
    BigDecimal profitAt(BigDecimal price) {
        return signed(notional(price).subtract(cost));
    }

    /** A positive amount of price movement up is a gain for a long and a loss for a short. */
    BigDecimal signed(BigDecimal amount) {
        return side == PositionSide.LONG ? amount : amount.negate();
    }

    /**
     * The cost that belongs to a part of the position: proportional, rounded to 12 decimals; all of it for all. What is
     * not taken stays with the rest, so that the parts always add up.
     */
    BigDecimal costOf(BigDecimal part) {
        return part.compareTo(quantity) == 0
                ? cost
                : cost.multiply(part).divide(quantity, DECIMALS, RoundingMode.HALF_EVEN);
    }

    boolean guardedAs(ClientOrderId id) {
        return guard != null && guard.protection().id().equals(id);
    }

    Holding plus(BigDecimal added, BigDecimal price, Instant at) {
        return new Holding(symbol, side, quantity.add(added), cost.add(added.multiply(price)), guard, openedAt, at);
    }

    /** The rest after a part was closed; the part is less than the whole. */
    Holding minus(BigDecimal part, Instant at) {
        return new Holding(symbol, side, quantity.subtract(part), cost.subtract(costOf(part)), guard, openedAt, at);
    }

    Holding withGuard(@Nullable Guard newGuard, Instant at) {
        return new Holding(symbol, side, quantity, cost, newGuard, openedAt, at);
    }
}
