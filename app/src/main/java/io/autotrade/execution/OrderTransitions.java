package io.autotrade.execution;

import io.autotrade.broker.Order;
import io.autotrade.bus.OrderStatus;
import java.math.BigDecimal;

/**
 * Which news about an order is news. Pushes repeat, overtake each other and race with replies; an order's life only
 * goes forward.
 */
final class OrderTransitions {

    private OrderTransitions() {}

    static OrderStatus statusOf(Order order) {
        return switch (order.state()) {
            case OPEN -> OrderStatus.OPEN;
            case PARTIALLY_FILLED -> OrderStatus.PARTIALLY_FILLED;
            case FILLED -> OrderStatus.FILLED;
            case CANCELLED -> OrderStatus.CANCELLED;
            case REJECTED -> OrderStatus.REJECTED;
        };
    }

    /** Whether the report tells more than what is known. */
    static boolean isNews(TrackedOrder known, OrderStatus status, BigDecimal filled) {
        OrderStatus now = known.status();
        if (now.isFinal()) {
            // A venue may still correct the filled quantity of a cancelled order; nothing else can follow.
            return now == OrderStatus.CANCELLED
                    && status == OrderStatus.CANCELLED
                    && filled.compareTo(known.filledQuantity()) > 0;
        }
        if (status.isFinal()) {
            return true;
        }
        if (status.isUnresolved()) {
            return now == OrderStatus.INTENDED && status == OrderStatus.UNKNOWN
                    || now == OrderStatus.SENT && status == OrderStatus.UNKNOWN;
        }
        return now.isUnresolved() || filled.compareTo(known.filledQuantity()) > 0;
    }
}
