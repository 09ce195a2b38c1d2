package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §13: what a broker cannot do it refuses in words; silence or an approximation would be trusted. */
interface MissingCapabilityRules {

    /** Look at sells without a position: they must not open a short that was never declared. */
    @Test
    @Applies(without = Capability.SHORT)
    @DisplayName("§13.01 [no SHORT] selling without a position is rejected as unsupported")
    default void shortIsRefused(Desk desk) {
        refused(desk, PlaceOrder.market(desk.id(), desk.symbol(), Side.SELL, desk.lots(1)));
    }

    /** Look at sells of more than there is: the part beyond would be a short. */
    @Test
    @Applies(without = Capability.SHORT)
    @DisplayName("§13.02 [no SHORT] selling more than there is never opens a short")
    default void sellingMoreIsNotShort(Desk desk) {
        desk.buy(desk.lots(1));

        desk.await(
                "sell of more than there is",
                desk.broker().place(PlaceOrder.market(desk.id(), desk.symbol(), Side.SELL, desk.lots(3))));

        assertThat(desk.position().filter(position -> position.side() == PositionSide.SHORT))
                .isEmpty();
    }

    /** Look at setLeverage and at the leverage of orders. */
    @Test
    @Applies(without = Capability.LEVERAGE)
    @DisplayName("§13.03 [no LEVERAGE] leverage is rejected as unsupported")
    default void leverageIsRefused(Desk desk) {
        desk.rejected(
                "setLeverage", desk.broker().setLeverage(desk.symbol(), BigDecimal.TWO), RejectReason.UNSUPPORTED);
        refused(
                desk,
                PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1))
                        .withLeverage(BigDecimal.TWO));
    }

    /** Look at limit orders: they must not be executed as market orders. */
    @Test
    @Applies(without = Capability.LIMIT_ORDERS)
    @DisplayName("§13.04 [no LIMIT_ORDERS] a limit order is rejected as unsupported")
    default void limitIsRefused(Desk desk) {
        refused(desk, desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(1), "1.02"));
        refused(desk, desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(1), "0.98"));
    }

    /** Look at post-only orders: not as plain limit orders. */
    @Test
    @Applies(without = Capability.POST_ONLY)
    @DisplayName("§13.05 [no POST_ONLY] a post-only order is rejected as unsupported")
    default void postOnlyIsRefused(Desk desk) {
        refused(desk, desk.limit(Side.BUY, OrderType.POST_ONLY, desk.lots(1), "0.98"));
    }

    /** Look at IOC orders. */
    @Test
    @Applies(without = Capability.IOC)
    @DisplayName("§13.06 [no IOC] an IOC order is rejected as unsupported")
    default void iocIsRefused(Desk desk) {
        refused(desk, desk.limit(Side.BUY, OrderType.IOC, desk.lots(1), "1.02"));
    }

    /** Look at FOK orders. */
    @Test
    @Applies(without = Capability.FOK)
    @DisplayName("§13.07 [no FOK] a FOK order is rejected as unsupported")
    default void fokIsRefused(Desk desk) {
        refused(desk, desk.limit(Side.BUY, OrderType.FOK, desk.lots(1), "1.02"));
    }

    /** Look at amend: it is not cancel and place. */
    @Test
    @Applies(without = Capability.AMEND)
    @DisplayName("§13.08 [no AMEND] amend is rejected as unsupported")
    default void amendIsRefused(Desk desk) {
        ClientOrderId id = desk.id();
        if (desk.can(Capability.LIMIT_ORDERS)) {
            desk.rest(PlaceOrder.limit(id, desk.symbol(), Side.BUY, OrderType.LIMIT, desk.lots(2), desk.price("0.98")));
        }

        desk.rejected(
                "amend",
                desk.broker().amend(new AmendOrder(desk.symbol(), id, desk.lots(1), null)),
                RejectReason.UNSUPPORTED);
    }

    /** Look at entries with protection: executed without it, the position would be open and unprotected. */
    @Test
    @Applies(without = Capability.ATTACHED_PROTECTION)
    @DisplayName("§13.09 [no ATTACHED_PROTECTION] an entry with protection is rejected as unsupported")
    default void attachedProtectionIsRefused(Desk desk) {
        refused(
                desk,
                PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1))
                        .withProtection(new Protection(desk.id(), desk.price("0.95"), desk.price("1.05"))));
    }

    /** Look at protect: a caller that hears Accepted believes the position is protected. */
    @Test
    @Applies(without = Capability.POSITION_PROTECTION)
    @DisplayName("§13.10 [no POSITION_PROTECTION] protect is rejected as unsupported")
    default void protectIsRefused(Desk desk) {
        desk.buy(desk.lots(1));

        desk.rejected(
                "protect",
                desk.broker().protect(desk.symbol(), new Protection(desk.id(), desk.price("0.95"), desk.price("1.05"))),
                RejectReason.UNSUPPORTED);
        assertThat(desk.position(PositionSide.LONG, desk.lots(1)).stopPrice()).isNull();
    }

    /** Look at the switch: a caller that hears Accepted relies on it. */
    @Test
    @Applies(without = Capability.DEAD_MANS_SWITCH)
    @DisplayName("§13.11 [no DEAD_MANS_SWITCH] the dead man's switch is rejected as unsupported")
    default void switchIsRefused(Desk desk) {
        desk.rejected(
                "armDeadMansSwitch", desk.broker().armDeadMansSwitch(Duration.ofSeconds(60)), RejectReason.UNSUPPORTED);
    }

    /** Look at instruments: an interval would be shown to people and to the advisor. */
    @Test
    @Applies(without = Capability.FUNDING)
    @DisplayName("§13.12 [no FUNDING] the instrument has no funding interval")
    default void noFundingInterval(Desk desk) {
        assertThat(desk.instrument().fundingInterval()).isNull();
    }

    private static void refused(Desk desk, PlaceOrder order) {
        desk.rejected("place " + order, desk.broker().place(order), RejectReason.UNSUPPORTED);
        desk.assertUntouched();
        assertThat(desk.openOrders()).isEmpty();
    }
}
