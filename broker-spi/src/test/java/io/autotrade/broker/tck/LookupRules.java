package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §9: asking for an order by client order id, the only way to learn the fate of a lost answer. */
interface LookupRules {

    /** Look at orders that are done: they must still be found by client order id. */
    @Test
    @DisplayName("§9.01 [required] a filled order is found and is what was placed")
    default void filledOrderIsFound(Desk desk) {
        PlaceOrder placed = PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(2));
        desk.filled(placed);

        Order order = desk.found(placed.clientOrderId()).orElseThrow();

        assertThat(order.clientOrderId()).isEqualTo(placed.clientOrderId());
        assertThat(order.symbol()).isEqualTo(placed.symbol());
        assertThat(order.side()).isEqualTo(placed.side());
        assertThat(order.type()).isEqualTo(OrderType.MARKET);
        assertThat(order.quantity()).isEqualByComparingTo(placed.quantity());
        assertThat(order.limitPrice()).isNull();
        assertThat(order.reduceOnly()).isFalse();
        assertThat(order.origin()).isEqualTo(OrderOrigin.SERVICE);
        assertThat(order.state()).isEqualTo(OrderState.FILLED);
        assertThat(order.createdAt()).isBeforeOrEqualTo(order.updatedAt());
    }

    /** Look at resting orders: the lookup and the list of open orders agree. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§9.02 [LIMIT_ORDERS] a resting order is found and is what was placed")
    default void restingOrderIsFound(Desk desk) {
        PlaceOrder placed = desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98");
        desk.rest(placed);

        Order order = desk.found(placed.clientOrderId()).orElseThrow();

        assertThat(order.state()).isEqualTo(OrderState.OPEN);
        assertThat(order.type()).isEqualTo(OrderType.LIMIT);
        assertThat(order.limitPrice()).isEqualByComparingTo(placed.limitPrice());
        assertThat(order.quantity()).isEqualByComparingTo(placed.quantity());
        assertThat(desk.openOrders()).hasSize(1);
    }

    /** Look at cancelled orders: final does not mean forgotten. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§9.03 [LIMIT_ORDERS] a cancelled order is found as cancelled")
    default void cancelledOrderIsFound(Desk desk) {
        ClientOrderId id = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98"))
                .clientOrderId();
        desk.accepted("cancel", desk.broker().cancel(desk.symbol(), id));
        desk.finished(id);

        assertThat(desk.found(id).orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
    }

    /** Look at ids nobody used: never Found. NeverArrived only if it can never arrive any more, else NotVisible. */
    @Test
    @DisplayName("§9.04 [required] an id that was never used is not found")
    default void unusedIdIsNotFound(Desk desk) {
        OrderLookup lookup = desk.await("order", desk.broker().order(desk.symbol(), desk.id()));

        assertThat(lookup).isInstanceOfAny(OrderLookup.NeverArrived.class, OrderLookup.NotVisible.class);
    }

    /** Look at orders that were refused: they leave nothing that could still become a position. */
    @Test
    @DisplayName("§9.05 [required] a rejected order is not found, or found as rejected")
    default void rejectedOrderIsNotOpen(Desk desk) {
        PlaceOrder late = PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1))
                .withNotAfter(desk.harness().now().minusSeconds(60));
        desk.rejected("expired order", desk.broker().place(late), RejectReason.EXPIRED);

        desk.found(late.clientOrderId())
                .ifPresent(order -> assertThat(order.state()).isEqualTo(OrderState.REJECTED));
        assertThat(desk.openOrders()).isEmpty();
    }

    /** Look at lookups of symbols that do not exist: no order is invented for them. */
    @Test
    @DisplayName("§9.06 [required] nothing is found under another symbol")
    default void nothingUnderAnotherSymbol(Desk desk) {
        ClientOrderId id = desk.buy(desk.lots(1)).clientOrderId();

        Object answer = desk.await(
                "order under an unknown symbol",
                desk.broker()
                        .order(OpeningRules.UNKNOWN, id)
                        .<Object>map(found -> found)
                        .otherwise(failure -> failure));

        assertThat(answer).isNotInstanceOf(OrderLookup.Found.class);
    }
}
