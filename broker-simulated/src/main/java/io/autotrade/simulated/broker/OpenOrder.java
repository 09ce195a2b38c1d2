package io.autotrade.simulated.broker;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Ticker;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that is not final.
 *
 * @param number orders are numbered from 1 in the order of their arrival
 * @param attached protection that becomes effective with the fill; null for none
 */
record OpenOrder(long number, Order order, @Nullable Protection attached) {

    /** A new order; {@code quantity} and {@code limitPrice} are already on the instrument's steps. */
    static OpenOrder from(
            PlaceOrder request, long number, BigDecimal quantity, @Nullable BigDecimal limitPrice, Instant at) {
        Order order = new Order(
                request.clientOrderId(),
                "S" + number,
                request.symbol(),
                request.side(),
                request.type(),
                quantity,
                limitPrice,
                request.reduceOnly(),
                OrderOrigin.SERVICE,
                OrderState.OPEN,
                BigDecimal.ZERO,
                null,
                "",
                at,
                at);
        return new OpenOrder(number, order, request.protection());
    }

    /** Whether the order or its attached protection has this id. */
    boolean carries(ClientOrderId id) {
        return id.equals(order.clientOrderId())
                || (attached != null && attached.id().equals(id));
    }

    /** Whether the market offers the limit price or better; true for an order without one. */
    boolean crosses(Ticker ticker) {
        BigDecimal limit = order.limitPrice();
        if (limit == null) {
            return true;
        }
        return order.side() == Side.BUY
                ? ticker.ask().compareTo(limit) <= 0
                : ticker.bid().compareTo(limit) >= 0;
    }

    OpenOrder amended(BigDecimal quantity, @Nullable BigDecimal limitPrice, Instant at) {
        return new OpenOrder(
                number,
                new Order(
                        order.clientOrderId(),
                        order.venueOrderId(),
                        order.symbol(),
                        order.side(),
                        order.type(),
                        quantity,
                        limitPrice,
                        order.reduceOnly(),
                        order.origin(),
                        order.state(),
                        order.filledQuantity(),
                        order.averagePrice(),
                        order.reason(),
                        order.createdAt(),
                        at),
                attached);
    }

    /** The order after it was filled completely at one price; the quantity becomes what was filled. */
    static Order filled(Order order, BigDecimal quantity, BigDecimal price, Instant at) {
        return ended(order, quantity, quantity, price, OrderState.FILLED, "", at);
    }

    static Order cancelled(Order order, String reason, Instant at) {
        return ended(
                order,
                order.quantity(),
                order.filledQuantity(),
                order.averagePrice(),
                OrderState.CANCELLED,
                reason,
                at);
    }

    private static Order ended(
            Order order,
            BigDecimal quantity,
            BigDecimal filled,
            @Nullable BigDecimal averagePrice,
            OrderState state,
            String reason,
            Instant at) {
        return new Order(
                order.clientOrderId(),
                order.venueOrderId(),
                order.symbol(),
                order.side(),
                order.type(),
                quantity,
                order.limitPrice(),
                order.reduceOnly(),
                order.origin(),
                state,
                filled,
                averagePrice,
                reason,
                order.createdAt(),
                at);
    }
}
