package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §3: orders with a limit price; resting, cancelling, amending. */
interface LimitOrderRules {

    /** Look at the test whether an order can trade now: a buy below the market cannot. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§3.01 [LIMIT_ORDERS] a buy below the market rests")
    default void passiveLimitRests(Desk desk) {
        Order order = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98"));

        assertThat(order.state()).isEqualTo(OrderState.OPEN);
        assertThat(order.filledQuantity()).isZero();
        assertThat(order.averagePrice()).isNull();
        assertThat(order.limitPrice()).isEqualByComparingTo(desk.price("0.98"));
        assertThat(desk.fills()).isEmpty();
        assertThat(desk.position()).isEmpty();
    }

    /** Look at how resting orders are matched: on every price, and never at a price worse than the limit. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§3.02 [LIMIT_ORDERS] a resting buy fills at its limit or better when the market comes to it")
    default void restingOrderFills(Desk desk) {
        Order order = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98"));

        desk.move("0.97");

        Order done = desk.finished(order.clientOrderId());
        assertThat(done.state()).isEqualTo(OrderState.FILLED);
        assertThat(desk.fills(done))
                .allSatisfy(fill -> assertThat(fill.price()).isLessThanOrEqualTo(desk.price("0.98")));
        assertThat(desk.openOrders()).isEmpty();
        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at the other side of the book: for a sell, better is higher. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§3.03 [LIMIT_ORDERS] a resting sell fills at its limit or better when the market comes to it")
    default void restingSellFills(Desk desk) {
        desk.buy(desk.lots(2));
        Order order = desk.rest(
                desk.limit(Side.SELL, OrderType.LIMIT, desk.lots(2), "1.02").withReduceOnly());

        desk.move("1.03");

        Order done = desk.finished(order.clientOrderId());
        assertThat(done.state()).isEqualTo(OrderState.FILLED);
        assertThat(desk.fills(done))
                .allSatisfy(fill -> assertThat(fill.price()).isGreaterThanOrEqualTo(desk.price("1.02")));
        desk.flat();
    }

    /** Look at limit orders that cross the market: they take what is there, at their limit or better. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§3.04 [LIMIT_ORDERS] a limit order through the market fills at once at its limit or better")
    default void marketableLimitFills(Desk desk) {
        Order done = desk.filled(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "1.05"));

        assertThat(desk.fills(done))
                .allSatisfy(fill -> assertThat(fill.price()).isLessThanOrEqualTo(desk.price("1.05")));
        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at what happens to an order after its cancel: nothing, whatever the market does. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§3.05 [LIMIT_ORDERS] a cancelled order never fills")
    default void cancelledOrderNeverFills(Desk desk) {
        ClientOrderId id = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98"))
                .clientOrderId();

        desk.accepted("cancel", desk.broker().cancel(desk.symbol(), id));

        assertThat(desk.finished(id).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(desk.openOrders()).isEmpty();
        desk.move("0.95");
        desk.assertUntouched();
    }

    /**
     * Look at the reason: a caller that hears ORDER_NOT_OPEN asks for the state, one that hears ORDER_NOT_FOUND does
     * not.
     */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§3.06 [LIMIT_ORDERS] cancelling a final order is rejected with ORDER_NOT_OPEN")
    default void cancelOfFinalOrder(Desk desk) {
        ClientOrderId cancelled = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98"))
                .clientOrderId();
        desk.accepted("cancel", desk.broker().cancel(desk.symbol(), cancelled));
        desk.finished(cancelled);
        ClientOrderId filled = desk.buy(desk.lots(1)).clientOrderId();

        for (ClientOrderId id : new ClientOrderId[] {cancelled, filled}) {
            desk.rejected(
                    "cancel of a final order", desk.broker().cancel(desk.symbol(), id), RejectReason.ORDER_NOT_OPEN);
        }
    }

    /** Look at how an id the venue does not know is reported. */
    @Test
    @DisplayName("§3.07 [required] cancelling an unknown order is rejected with ORDER_NOT_FOUND")
    default void cancelOfUnknownOrder(Desk desk) {
        desk.rejected(
                "cancel of an unknown order",
                desk.broker().cancel(desk.symbol(), desk.id()),
                RejectReason.ORDER_NOT_FOUND);
    }

    /** Look at the minimum for limit orders; it is the same as for market orders. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§3.08 [LIMIT_ORDERS] a limit order below the minimum is rejected and changes nothing")
    default void limitBelowMinimum(Desk desk) {
        BigDecimal tooSmall = desk.instrument().minQuantity().multiply(new BigDecimal("0.6"));

        desk.rejected(
                "limit buy below the minimum",
                desk.broker().place(desk.limit(Side.BUY, OrderType.LIMIT, tooSmall, "0.98")),
                RejectReason.BELOW_MINIMUM);

        assertThat(desk.openOrders()).isEmpty();
        desk.assertUntouched();
    }

    /** Look at the ids of resting orders: they are taken from the moment of acceptance. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§3.09 [LIMIT_ORDERS] the id of a resting order cannot be used again")
    default void idOfRestingOrderIsTaken(Desk desk) {
        Order order = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98"));

        desk.rejected(
                "second order with the same id",
                desk.broker()
                        .place(PlaceOrder.limit(
                                Objects.requireNonNull(order.clientOrderId()),
                                desk.symbol(),
                                Side.BUY,
                                OrderType.LIMIT,
                                desk.lots(1),
                                desk.price("0.97"))),
                RejectReason.DUPLICATE_CLIENT_ORDER_ID);

        assertThat(desk.openOrders()).hasSize(1);
        assertThat(desk.openOrders().getFirst().quantity()).isEqualByComparingTo(desk.lots(2));
    }

    /** Look at post-only orders that do not cross: they rest like any limit order. */
    @Test
    @Applies(with = Capability.POST_ONLY)
    @DisplayName("§3.10 [POST_ONLY] a post-only order away from the market rests")
    default void postOnlyRests(Desk desk) {
        Order order = desk.rest(desk.limit(Side.BUY, OrderType.POST_ONLY, desk.lots(2), "0.98"));

        assertThat(order.type()).isEqualTo(OrderType.POST_ONLY);
        assertThat(order.filledQuantity()).isZero();
    }

    /** Look at post-only orders that cross: they are gone without a fill. */
    @Test
    @Applies(with = Capability.POST_ONLY)
    @DisplayName("§3.11 [POST_ONLY] a post-only order through the market never takes")
    default void postOnlyNeverTakes(Desk desk) {
        endsWithoutFill(desk, desk.limit(Side.BUY, OrderType.POST_ONLY, desk.lots(2), "1.03"));
    }

    /** Look at IOC orders through the market. */
    @Test
    @Applies(with = Capability.IOC)
    @DisplayName("§3.12 [IOC] an IOC order through the market fills")
    default void iocFills(Desk desk) {
        desk.filled(desk.limit(Side.BUY, OrderType.IOC, desk.lots(2), "1.03"));

        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look for IOC orders left in the book. */
    @Test
    @Applies(with = Capability.IOC)
    @DisplayName("§3.13 [IOC] an IOC order away from the market never rests")
    default void iocNeverRests(Desk desk) {
        endsWithoutFill(desk, desk.limit(Side.BUY, OrderType.IOC, desk.lots(2), "0.97"));
    }

    /** Look at FOK orders through the market. */
    @Test
    @Applies(with = Capability.FOK)
    @DisplayName("§3.14 [FOK] a FOK order through the market fills completely")
    default void fokFills(Desk desk) {
        desk.filled(desk.limit(Side.BUY, OrderType.FOK, desk.lots(2), "1.03"));

        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look for FOK orders left in the book. */
    @Test
    @Applies(with = Capability.FOK)
    @DisplayName("§3.15 [FOK] a FOK order away from the market never rests")
    default void fokNeverRests(Desk desk) {
        endsWithoutFill(desk, desk.limit(Side.BUY, OrderType.FOK, desk.lots(2), "0.97"));
    }

    /** Look at partial fills of IOC orders: the rest is cancelled and the order says both. */
    @Test
    @Applies(with = Capability.IOC, levers = BrokerHarness.Lever.THIN_BOOK)
    @DisplayName("§3.16 [IOC, lever THIN_BOOK] an IOC order fills what is there and the rest is cancelled")
    default void iocFillsWhatIsThere(Desk desk) {
        desk.harness().offer(desk.symbol(), desk.price("1"), desk.lots(1));

        Order done = desk.execute(desk.limit(Side.BUY, OrderType.IOC, desk.lots(3), "1.03"));

        assertThat(done.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(done.filledQuantity()).isEqualByComparingTo(desk.lots(1));
        assertThat(Amounts.quantity(desk.fills(done))).isEqualByComparingTo(desk.lots(1));
        desk.position(PositionSide.LONG, desk.lots(1));
    }

    /** Look at FOK orders for more than is there: all or nothing. */
    @Test
    @Applies(with = Capability.FOK, levers = BrokerHarness.Lever.THIN_BOOK)
    @DisplayName("§3.17 [FOK, lever THIN_BOOK] a FOK order for more than is there does not fill at all")
    default void fokAllOrNothing(Desk desk) {
        desk.harness().offer(desk.symbol(), desk.price("1"), desk.lots(1));

        endsWithoutFill(desk, desk.limit(Side.BUY, OrderType.FOK, desk.lots(3), "1.03"));
    }

    /**
     * Look at amended prices: the order keeps its ids, its new price is the one it fills at, the old one is forgotten.
     */
    @Test
    @Applies(with = Capability.AMEND)
    @DisplayName("§3.18 [AMEND] an amended price is the one that counts")
    default void amendedPriceCounts(Desk desk) {
        ClientOrderId id = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98"))
                .clientOrderId();

        desk.accepted("amend", desk.broker().amend(new AmendOrder(desk.symbol(), id, null, desk.price("0.95"))));

        desk.eventually(
                "amended order with the new price",
                () -> desk.openOrder(id),
                found -> found.filter(order ->
                                order.limitPrice() != null && Amounts.equal(order.limitPrice(), desk.price("0.95")))
                        .isPresent());
        desk.move("0.97");
        assertThat(desk.fills()).as("fills at the old price").isEmpty();
        desk.move("0.94");
        for (Fill fill : desk.fills(desk.finished(id))) {
            assertThat(fill.price()).isLessThanOrEqualTo(desk.price("0.95"));
        }
    }

    /** Look at amended quantities: the new one is the total. */
    @Test
    @Applies(with = Capability.AMEND)
    @DisplayName("§3.19 [AMEND] an amended quantity is the one that fills")
    default void amendedQuantityCounts(Desk desk) {
        ClientOrderId id = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(3), "0.98"))
                .clientOrderId();

        desk.accepted("amend", desk.broker().amend(new AmendOrder(desk.symbol(), id, desk.lots(1), null)));
        desk.eventually(
                "amended order with the new quantity",
                () -> desk.openOrder(id),
                found -> found.filter(order -> Amounts.equal(order.quantity(), desk.lots(1)))
                        .isPresent());
        desk.move("0.97");

        assertThat(desk.finished(id).filledQuantity()).isEqualByComparingTo(desk.lots(1));
        desk.position(PositionSide.LONG, desk.lots(1));
    }

    /** Look at amends that come too late, and at those of nothing. */
    @Test
    @Applies(with = Capability.AMEND)
    @DisplayName("§3.20 [AMEND] amending a final or unknown order is rejected")
    default void amendOfFinalOrUnknownOrder(Desk desk) {
        ClientOrderId filled = desk.buy(desk.lots(1)).clientOrderId();

        desk.rejected(
                "amend of a final order",
                desk.broker().amend(new AmendOrder(desk.symbol(), filled, desk.lots(2), null)),
                RejectReason.ORDER_NOT_OPEN);
        desk.rejected(
                "amend of an unknown order",
                desk.broker().amend(new AmendOrder(desk.symbol(), desk.id(), desk.lots(2), null)),
                RejectReason.ORDER_NOT_FOUND);
        desk.position(PositionSide.LONG, desk.lots(1));
    }

    private static void endsWithoutFill(Desk desk, PlaceOrder order) {
        WriteResult result = desk.await("place " + order, desk.broker().place(order));
        switch (result) {
            case WriteResult.Rejected rejected -> {}
            case WriteResult.Accepted accepted -> {
                Order done = desk.finished(order.clientOrderId());
                assertThat(done.state()).isIn(OrderState.CANCELLED, OrderState.REJECTED);
                assertThat(done.filledQuantity()).isZero();
            }
            case WriteResult.NotSent notSent -> Desk.fail("answered " + notSent);
            case WriteResult.Unknown unknown -> Desk.fail("answered " + unknown);
        }
        assertThat(desk.openOrders()).isEmpty();
        desk.assertUntouched();
    }
}
