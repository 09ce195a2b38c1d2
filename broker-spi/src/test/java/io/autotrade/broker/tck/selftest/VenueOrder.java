package io.autotrade.broker.tck.selftest;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order in the book of the reference venue. */
final class VenueOrder {

    final ClientOrderId id;
    final String venueId;
    final Symbol symbol;
    final Side side;
    final OrderType type;
    final boolean reduceOnly;
    final OrderOrigin origin;
    final @Nullable Protection protection;
    final Instant createdAt;
    BigDecimal quantity;

    @Nullable
    BigDecimal limitPrice;

    OrderState state = OrderState.OPEN;
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal notional = BigDecimal.ZERO;
    String reason = "";
    Instant updatedAt;

    VenueOrder(
            ClientOrderId id,
            String venueId,
            Symbol symbol,
            Side side,
            OrderType type,
            BigDecimal quantity,
            @Nullable BigDecimal limitPrice,
            boolean reduceOnly,
            OrderOrigin origin,
            @Nullable Protection protection,
            Instant at) {
        this.id = id;
        this.venueId = venueId;
        this.symbol = symbol;
        this.side = side;
        this.type = type;
        this.quantity = quantity;
        this.limitPrice = limitPrice;
        this.reduceOnly = reduceOnly;
        this.origin = origin;
        this.protection = protection;
        createdAt = at;
        updatedAt = at;
    }

    BigDecimal open() {
        return quantity.subtract(filled);
    }

    boolean crosses(BigDecimal price) {
        if (limitPrice == null) {
            return true;
        }
        return side == Side.BUY ? limitPrice.compareTo(price) >= 0 : limitPrice.compareTo(price) <= 0;
    }

    void fill(BigDecimal fillQuantity, BigDecimal price, Instant at) {
        filled = filled.add(fillQuantity);
        notional = notional.add(fillQuantity.multiply(price));
        state = open().signum() == 0 ? OrderState.FILLED : OrderState.PARTIALLY_FILLED;
        updatedAt = at;
    }

    void cancel(String why, Instant at) {
        state = OrderState.CANCELLED;
        reason = why;
        updatedAt = at;
    }

    Order snapshot() {
        return new Order(
                id,
                venueId,
                symbol,
                side,
                type,
                quantity,
                limitPrice,
                reduceOnly,
                origin,
                state,
                filled,
                filled.signum() == 0 ? null : notional.divide(filled, MathContext.DECIMAL64),
                reason,
                createdAt,
                updatedAt);
    }
}
