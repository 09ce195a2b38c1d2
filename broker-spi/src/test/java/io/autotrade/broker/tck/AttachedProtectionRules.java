package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §5.01 to §5.14: stops and targets attached to an entry. They must hold at the venue when the service is gone. */
interface AttachedProtectionRules {

    /** Look at when positions() learns of attached stops: after the fill it shows what is effective, nothing else. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.01 [ATTACHED_PROTECTION] attached stop and target show in the position after the fill")
    default void attachedProtectionShows(Desk desk) {
        Protection protection = Protections.protection(desk, "0.95", "1.05");

        desk.filled(Protections.entry(desk, Side.BUY, desk.lots(2)).withProtection(protection));

        Protections.protectedBy(desk, protection);
    }

    /** Look at protections with one side only: the other is null, not zero. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.02 [ATTACHED_PROTECTION] a stop alone has no target")
    default void stopAlone(Desk desk) {
        Protection protection = Protections.protection(desk, "0.95", null);

        desk.filled(Protections.entry(desk, Side.BUY, desk.lots(2)).withProtection(protection));

        Protections.protectedBy(desk, protection);
    }

    /** Look at how triggers are watched, and under which origin and id their fills are told. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.03 [ATTACHED_PROTECTION] the stop closes the position when the price reaches it")
    default void stopCloses(Desk desk) {
        Protection protection = Protections.openProtected(desk, "0.95", "1.05");

        desk.move("0.94");

        desk.flat();
        Protections.assertExit(desk, protection.id(), OrderOrigin.STOP, Side.SELL, desk.lots(2));
    }

    /** Look at targets: they are market exits like stops, on the other side. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.04 [ATTACHED_PROTECTION] the target closes the position when the price reaches it")
    default void targetCloses(Desk desk) {
        Protection protection = Protections.openProtected(desk, "0.95", "1.05");

        desk.move("1.06");

        desk.flat();
        Protections.assertExit(desk, protection.id(), OrderOrigin.TARGET, Side.SELL, desk.lots(2));
    }

    /** Look at prices between stop and target: nothing happens. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.05 [ATTACHED_PROTECTION] nothing is triggered between stop and target")
    default void nothingBetween(Desk desk) {
        Protections.openProtected(desk, "0.95", "1.05");

        desk.move("0.96");
        desk.move("1.04");

        desk.position(PositionSide.LONG, desk.lots(2));
        assertThat(desk.fills()).allSatisfy(fill -> assertThat(fill.origin()).isEqualTo(OrderOrigin.SERVICE));
    }

    /** Look at the sibling: when one is executed the other must go, or it opens a position of its own later. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.06 [ATTACHED_PROTECTION] when the stop is executed the target disappears")
    default void siblingDisappears(Desk desk) {
        Protections.openProtected(desk, "0.95", "1.05");

        desk.move("0.94");
        desk.flat();

        desk.eventually("no open orders", desk::openOrders, List::isEmpty);
        int fills = desk.fills().size();
        desk.move("1.06");
        assertThat(desk.fills())
                .as("fills after the price of the vanished target")
                .hasSize(fills);
        assertThat(desk.position()).isEmpty();
    }

    /** Look at closing by hand: protection without position must go. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.07 [ATTACHED_PROTECTION] protection disappears with the position")
    default void disappearsWithPosition(Desk desk) {
        Protections.openProtected(desk, "0.95", "1.05");

        desk.accepted("close", desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), null)));
        desk.flat();

        desk.eventually("no open orders", desk::openOrders, List::isEmpty);
        int fills = desk.fills().size();
        desk.move("0.94");
        desk.move("1.06");
        assertThat(desk.fills()).as("fills after the position was gone").hasSize(fills);
        assertThat(desk.position()).isEmpty();
    }

    /** Look at a new position after an old one: the old stop must not be alive. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.08 [ATTACHED_PROTECTION] the next position does not inherit protection")
    default void notInherited(Desk desk) {
        Protections.openProtected(desk, "0.95", "1.05");
        desk.accepted("close", desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), null)));
        desk.flat();

        desk.buy(desk.lots(1));

        Position position = desk.position(PositionSide.LONG, desk.lots(1));
        assertThat(position.stopPrice()).isNull();
        assertThat(position.targetPrice()).isNull();
        assertThat(position.protectionId()).isNull();
    }

    /** Look at the sides for shorts: the stop is above, the target below. */
    @Test
    @Applies(with = {Capability.ATTACHED_PROTECTION, Capability.SHORT})
    @DisplayName("§5.09 [ATTACHED_PROTECTION, SHORT] the stop of a short is above the price and buys it back")
    default void stopOfShort(Desk desk) {
        Protection protection = Protections.protection(desk, "1.05", "0.95");
        desk.filled(Protections.entry(desk, Side.SELL, desk.lots(2)).withProtection(protection));
        Protections.protectedBy(desk, protection);

        desk.move("1.06");

        desk.flat();
        Protections.assertExit(desk, protection.id(), OrderOrigin.STOP, Side.BUY, desk.lots(2));
    }

    /** Look at the check of sides: a stop that would trigger at once is refused with the entry. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.10 [ATTACHED_PROTECTION] an entry with a stop or target on the wrong side is rejected")
    default void wrongSideIsRejected(Desk desk) {
        for (Protection wrong :
                List.of(Protections.protection(desk, "1.05", null), Protections.protection(desk, null, "0.95"))) {
            desk.rejected(
                    "entry with " + wrong,
                    desk.broker()
                            .place(Protections.entry(desk, Side.BUY, desk.lots(2))
                                    .withProtection(wrong)),
                    RejectReason.INVALID_PROTECTION);
        }

        desk.assertUntouched();
        assertThat(desk.openOrders()).isEmpty();
    }

    /** Look at openOrders(): protective orders are orders, reduce-only, with their own origin. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.11 [ATTACHED_PROTECTION] protective orders are listed among the open orders")
    default void protectiveOrdersAreListed(Desk desk) {
        Protection protection = Protections.openProtected(desk, "0.95", "1.05");

        List<Order> orders = desk.eventually(
                "protective orders with id " + protection.id(),
                () -> desk.openOrders().stream()
                        .filter(order -> protection.id().equals(order.clientOrderId()))
                        .toList(),
                found -> !found.isEmpty());
        assertThat(orders).allSatisfy(order -> {
            assertThat(order.origin()).isIn(OrderOrigin.STOP, OrderOrigin.TARGET);
            assertThat(order.reduceOnly()).isTrue();
            assertThat(order.side()).isEqualTo(Side.SELL);
            assertThat(order.state()).isEqualTo(OrderState.OPEN);
        });
        assertThat(desk.found(protection.id())).as("order(%s)", protection.id()).isPresent();
    }

    /** Look at stops after a partial close: what is left is closed, no more. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName(
            "§5.12 [ATTACHED_PROTECTION] after a partial close the stop closes what is left and never turns it round")
    default void stopAfterPartialClose(Desk desk) {
        Protection protection = Protections.openProtected(desk, "0.95", "1.05");
        desk.accepted(
                "close of a part",
                desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), desk.lots(1))));
        desk.position(PositionSide.LONG, desk.lots(1));

        desk.move("0.94");

        desk.flat();
        Protections.assertExit(desk, protection.id(), OrderOrigin.STOP, Side.SELL, desk.lots(1));
    }

    /** Look at entries that never fill: their protection must not become effective, nor stay behind. */
    @Test
    @Applies(with = {Capability.ATTACHED_PROTECTION, Capability.LIMIT_ORDERS})
    @DisplayName("§5.13 [ATTACHED_PROTECTION, LIMIT_ORDERS] a cancelled entry leaves no protection behind")
    default void cancelledEntryLeavesNothing(Desk desk) {
        PlaceOrder entry = desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98")
                .withProtection(Protections.protection(desk, "0.95", "1.05"));
        desk.rest(entry);
        desk.move("1.06");
        desk.move("1");

        desk.accepted("cancel", desk.broker().cancel(desk.symbol(), entry.clientOrderId()));
        desk.finished(entry.clientOrderId());

        desk.eventually("no open orders", desk::openOrders, List::isEmpty);
        desk.move("0.94");
        desk.assertUntouched();
    }

    /** Look at resting entries: their protection becomes effective with the fill. */
    @Test
    @Applies(with = {Capability.ATTACHED_PROTECTION, Capability.LIMIT_ORDERS})
    @DisplayName(
            "§5.14 [ATTACHED_PROTECTION, LIMIT_ORDERS] protection of a resting entry is effective when it has filled")
    default void protectionOfRestingEntry(Desk desk) {
        Protection protection = Protections.protection(desk, "0.95", "1.05");
        PlaceOrder entry =
                desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98").withProtection(protection);
        desk.rest(entry);

        desk.move("0.97");
        assertThat(desk.finished(entry.clientOrderId()).state()).isEqualTo(OrderState.FILLED);
        Protections.protectedBy(desk, protection);
        desk.move("0.94");

        desk.flat();
        Protections.assertExit(desk, protection.id(), OrderOrigin.STOP, Side.SELL, desk.lots(2));
    }
}
