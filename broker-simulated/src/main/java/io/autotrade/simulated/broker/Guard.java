package io.autotrade.simulated.broker;

import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stop and target of a position; each part has an order id of the venue.
 *
 * @param orderId id of the stop; the target has the same with a T
 */
record Guard(Protection protection, String orderId, Instant since) {

    /** The order that is triggered at this last price, the stop before the target; null for none. */
    @Nullable
    OrderOrigin triggeredBy(PositionSide side, BigDecimal last) {
        BigDecimal stop = protection.stopPrice();
        if (stop != null && reached(side, last, stop, true)) {
            return OrderOrigin.STOP;
        }
        BigDecimal target = protection.targetPrice();
        return target != null && reached(side, last, target, false) ? OrderOrigin.TARGET : null;
    }

    /** The trigger price of a part that exists. */
    BigDecimal trigger(OrderOrigin part) {
        BigDecimal price = part == OrderOrigin.STOP ? protection.stopPrice() : protection.targetPrice();
        if (price == null) {
            throw new IllegalStateException("protection " + protection.id() + " has no " + part);
        }
        return price;
    }

    /** Whether stop and target lie on their sides of a price. */
    static boolean fits(Protection protection, PositionSide side, BigDecimal price) {
        BigDecimal stop = protection.stopPrice();
        BigDecimal target = protection.targetPrice();
        return (stop == null || !reached(side, price, stop, true))
                && (target == null || !reached(side, price, target, false));
    }

    /** The protective orders while they wait; their quantity is zero, which stands for the whole position. */
    List<Order> orders(Symbol symbol, PositionSide side) {
        List<Order> orders = new ArrayList<>(2);
        if (protection.stopPrice() != null) {
            orders.add(order(symbol, side, OrderOrigin.STOP));
        }
        if (protection.targetPrice() != null) {
            orders.add(order(symbol, side, OrderOrigin.TARGET));
        }
        return orders;
    }

    Order order(Symbol symbol, PositionSide side, OrderOrigin part) {
        return new Order(
                protection.id(),
                part == OrderOrigin.STOP ? orderId : orderId + "T",
                symbol,
                side.exitSide(),
                OrderType.MARKET,
                BigDecimal.ZERO,
                trigger(part),
                true,
                part,
                OrderState.OPEN,
                BigDecimal.ZERO,
                null,
                "",
                since,
                since);
    }

    private static boolean reached(PositionSide side, BigDecimal last, BigDecimal trigger, boolean stop) {
        int distance = last.compareTo(trigger);
        return stop == (side == PositionSide.LONG) ? distance <= 0 : distance >= 0;
    }
}
