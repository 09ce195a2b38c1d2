package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Fill;
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
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §5: stops and targets. They must hold at the venue when the service is gone. */
interface ProtectionRules {

    /** Look at when positions() learns of attached stops: after the fill it shows what is effective, nothing else. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.01 [ATTACHED_PROTECTION] attached stop and target show in the position after the fill")
    default void attachedProtectionShows(Desk desk) {
        Protection protection = protection(desk, "0.95", "1.05");

        desk.filled(entry(desk, Side.BUY, desk.lots(2)).withProtection(protection));

        protectedBy(desk, protection);
    }

    /** Look at protections with one side only: the other is null, not zero. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.02 [ATTACHED_PROTECTION] a stop alone has no target")
    default void stopAlone(Desk desk) {
        Protection protection = protection(desk, "0.95", null);

        desk.filled(entry(desk, Side.BUY, desk.lots(2)).withProtection(protection));

        protectedBy(desk, protection);
    }

    /** Look at how triggers are watched, and under which origin and id their fills are told. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.03 [ATTACHED_PROTECTION] the stop closes the position when the price reaches it")
    default void stopCloses(Desk desk) {
        Protection protection = openProtected(desk, "0.95", "1.05");

        desk.move("0.94");

        desk.flat();
        assertExit(desk, protection.id(), OrderOrigin.STOP, Side.SELL, desk.lots(2));
    }

    /** Look at targets: they are market exits like stops, on the other side. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.04 [ATTACHED_PROTECTION] the target closes the position when the price reaches it")
    default void targetCloses(Desk desk) {
        Protection protection = openProtected(desk, "0.95", "1.05");

        desk.move("1.06");

        desk.flat();
        assertExit(desk, protection.id(), OrderOrigin.TARGET, Side.SELL, desk.lots(2));
    }

    /** Look at prices between stop and target: nothing happens. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.05 [ATTACHED_PROTECTION] nothing is triggered between stop and target")
    default void nothingBetween(Desk desk) {
        openProtected(desk, "0.95", "1.05");

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
        openProtected(desk, "0.95", "1.05");

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
        openProtected(desk, "0.95", "1.05");

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
        openProtected(desk, "0.95", "1.05");
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
        Protection protection = protection(desk, "1.05", "0.95");
        desk.filled(entry(desk, Side.SELL, desk.lots(2)).withProtection(protection));
        protectedBy(desk, protection);

        desk.move("1.06");

        desk.flat();
        assertExit(desk, protection.id(), OrderOrigin.STOP, Side.BUY, desk.lots(2));
    }

    /** Look at the check of sides: a stop that would trigger at once is refused with the entry. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION)
    @DisplayName("§5.10 [ATTACHED_PROTECTION] an entry with a stop or target on the wrong side is rejected")
    default void wrongSideIsRejected(Desk desk) {
        for (Protection wrong : List.of(protection(desk, "1.05", null), protection(desk, null, "0.95"))) {
            desk.rejected(
                    "entry with " + wrong,
                    desk.broker().place(entry(desk, Side.BUY, desk.lots(2)).withProtection(wrong)),
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
        Protection protection = openProtected(desk, "0.95", "1.05");

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
        Protection protection = openProtected(desk, "0.95", "1.05");
        desk.accepted(
                "close of a part",
                desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), desk.lots(1))));
        desk.position(PositionSide.LONG, desk.lots(1));

        desk.move("0.94");

        desk.flat();
        assertExit(desk, protection.id(), OrderOrigin.STOP, Side.SELL, desk.lots(1));
    }

    /** Look at entries that never fill: their protection must not become effective, nor stay behind. */
    @Test
    @Applies(with = {Capability.ATTACHED_PROTECTION, Capability.LIMIT_ORDERS})
    @DisplayName("§5.13 [ATTACHED_PROTECTION, LIMIT_ORDERS] a cancelled entry leaves no protection behind")
    default void cancelledEntryLeavesNothing(Desk desk) {
        PlaceOrder entry = desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98")
                .withProtection(protection(desk, "0.95", "1.05"));
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
        Protection protection = protection(desk, "0.95", "1.05");
        PlaceOrder entry =
                desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98").withProtection(protection);
        desk.rest(entry);

        desk.move("0.97");
        assertThat(desk.finished(entry.clientOrderId()).state()).isEqualTo(OrderState.FILLED);
        protectedBy(desk, protection);
        desk.move("0.94");

        desk.flat();
        assertExit(desk, protection.id(), OrderOrigin.STOP, Side.SELL, desk.lots(2));
    }

    /** Look at protect() for a position that has none. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.15 [POSITION_PROTECTION] protect sets a stop that closes the position")
    default void protectSetsStop(Desk desk) {
        desk.buy(desk.lots(2));
        Protection protection = protection(desk, "0.95", "1.05");

        desk.accepted("protect", desk.broker().protect(desk.symbol(), protection));

        protectedBy(desk, protection);
        desk.move("0.94");
        desk.flat();
        assertExit(desk, protection.id(), OrderOrigin.STOP, Side.SELL, desk.lots(2));
    }

    /** Look at replacing: the old trigger is dead, the new one alive, the old orders gone. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.16 [POSITION_PROTECTION] protect replaces what was set before")
    default void protectReplaces(Desk desk) {
        desk.buy(desk.lots(2));
        Protection old = protection(desk, "0.97", "1.03");
        desk.accepted("protect", desk.broker().protect(desk.symbol(), old));
        protectedBy(desk, old);
        Protection wider = protection(desk, "0.94", "1.06");

        desk.accepted("protect again", desk.broker().protect(desk.symbol(), wider));

        protectedBy(desk, wider);
        desk.move("0.96");
        desk.move("1.04");
        desk.position(PositionSide.LONG, desk.lots(2));
        desk.move("0.93");
        desk.flat();
        assertExit(desk, wider.id(), OrderOrigin.STOP, Side.SELL, desk.lots(2));
        desk.eventually("no open orders", desk::openOrders, List::isEmpty);
    }

    /** Look at dropping one side: the new protection is the whole protection. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.17 [POSITION_PROTECTION] protect with a stop alone removes the target set before")
    default void protectRemovesTarget(Desk desk) {
        desk.buy(desk.lots(2));
        Protection both = protection(desk, "0.95", "1.03");
        desk.accepted("protect", desk.broker().protect(desk.symbol(), both));
        protectedBy(desk, both);
        Protection stopOnly = protection(desk, "0.95", null);

        desk.accepted("protect again", desk.broker().protect(desk.symbol(), stopOnly));

        protectedBy(desk, stopOnly);
        desk.move("1.04");
        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at protect() without anything to protect. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.18 [POSITION_PROTECTION] protect without a position is rejected with NO_POSITION")
    default void protectWithoutPosition(Desk desk) {
        desk.rejected(
                "protect without position",
                desk.broker().protect(desk.symbol(), protection(desk, "0.95", "1.05")),
                RejectReason.NO_POSITION);

        assertThat(desk.openOrders()).isEmpty();
    }

    /** Look at a refused replacement: the old protection must still be there. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.19 [POSITION_PROTECTION] protect on the wrong side is rejected and the old protection stays")
    default void refusedProtectKeepsOld(Desk desk) {
        desk.buy(desk.lots(2));
        Protection old = protection(desk, "0.95", "1.05");
        desk.accepted("protect", desk.broker().protect(desk.symbol(), old));
        protectedBy(desk, old);

        desk.rejected(
                "protect with the stop above the price",
                desk.broker().protect(desk.symbol(), protection(desk, "1.02", null)),
                RejectReason.INVALID_PROTECTION);

        protectedBy(desk, old);
        desk.move("0.94");
        desk.flat();
    }

    private static PlaceOrder entry(Desk desk, Side side, BigDecimal quantity) {
        return PlaceOrder.market(desk.id(), desk.symbol(), side, quantity);
    }

    private static Protection protection(Desk desk, @Nullable String stop, @Nullable String target) {
        return new Protection(
                desk.id(), stop == null ? null : desk.price(stop), target == null ? null : desk.price(target));
    }

    /** Two lots long with this protection, effective. */
    private static Protection openProtected(Desk desk, String stop, String target) {
        Protection protection = protection(desk, stop, target);
        desk.filled(entry(desk, Side.BUY, desk.lots(2)).withProtection(protection));
        protectedBy(desk, protection);
        return protection;
    }

    private static void protectedBy(Desk desk, Protection expected) {
        desk.eventually(
                "position with " + expected,
                desk::position,
                found -> found.filter(position -> same(position.stopPrice(), expected.stopPrice())
                                && same(position.targetPrice(), expected.targetPrice())
                                && (position.protectionId() == null
                                        || position.protectionId().equals(expected.id())))
                        .isPresent());
    }

    private static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null || b == null ? Objects.equals(a, b) : Amounts.equal(a, b);
    }

    private static void assertExit(Desk desk, ClientOrderId id, OrderOrigin origin, Side side, BigDecimal quantity) {
        List<Fill> exits = desk.eventually(
                "fills of protection " + id + " for " + quantity.toPlainString(),
                () -> desk.fillsOf(id),
                fills -> Amounts.equal(Amounts.quantity(fills), quantity));
        assertThat(exits).allSatisfy(fill -> {
            assertThat(fill.origin()).isEqualTo(origin);
            assertThat(fill.side()).isEqualTo(side);
        });
    }
}
