package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §5.15 to §5.19: stops and targets of a position that is open already. */
interface PositionProtectionRules {

    /** Look at protect() for a position that has none. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.15 [POSITION_PROTECTION] protect sets a stop that closes the position")
    default void protectSetsStop(Desk desk) {
        desk.buy(desk.lots(2));
        Protection protection = Protections.protection(desk, "0.95", "1.05");

        desk.accepted("protect", desk.broker().protect(desk.symbol(), protection));

        Protections.protectedBy(desk, protection);
        desk.move("0.94");
        desk.flat();
        Protections.assertExit(desk, protection.id(), OrderOrigin.STOP, Side.SELL, desk.lots(2));
    }

    /** Look at replacing: the old trigger is dead, the new one alive, the old orders gone. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.16 [POSITION_PROTECTION] protect replaces what was set before")
    default void protectReplaces(Desk desk) {
        desk.buy(desk.lots(2));
        Protection old = Protections.protection(desk, "0.97", "1.03");
        desk.accepted("protect", desk.broker().protect(desk.symbol(), old));
        Protections.protectedBy(desk, old);
        Protection wider = Protections.protection(desk, "0.94", "1.06");

        desk.accepted("protect again", desk.broker().protect(desk.symbol(), wider));

        Protections.protectedBy(desk, wider);
        desk.move("0.96");
        desk.move("1.04");
        desk.position(PositionSide.LONG, desk.lots(2));
        desk.move("0.93");
        desk.flat();
        Protections.assertExit(desk, wider.id(), OrderOrigin.STOP, Side.SELL, desk.lots(2));
        desk.eventually("no open orders", desk::openOrders, List::isEmpty);
    }

    /** Look at dropping one side: the new protection is the whole protection. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.17 [POSITION_PROTECTION] protect with a stop alone removes the target set before")
    default void protectRemovesTarget(Desk desk) {
        desk.buy(desk.lots(2));
        Protection both = Protections.protection(desk, "0.95", "1.03");
        desk.accepted("protect", desk.broker().protect(desk.symbol(), both));
        Protections.protectedBy(desk, both);
        Protection stopOnly = Protections.protection(desk, "0.95", null);

        desk.accepted("protect again", desk.broker().protect(desk.symbol(), stopOnly));

        Protections.protectedBy(desk, stopOnly);
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
                desk.broker().protect(desk.symbol(), Protections.protection(desk, "0.95", "1.05")),
                RejectReason.NO_POSITION);

        assertThat(desk.openOrders()).isEmpty();
    }

    /** Look at a refused replacement: the old protection must still be there. */
    @Test
    @Applies(with = Capability.POSITION_PROTECTION)
    @DisplayName("§5.19 [POSITION_PROTECTION] protect on the wrong side is rejected and the old protection stays")
    default void refusedProtectKeepsOld(Desk desk) {
        desk.buy(desk.lots(2));
        Protection old = Protections.protection(desk, "0.95", "1.05");
        desk.accepted("protect", desk.broker().protect(desk.symbol(), old));
        Protections.protectedBy(desk, old);

        desk.rejected(
                "protect with the stop above the price",
                desk.broker().protect(desk.symbol(), Protections.protection(desk, "1.02", null)),
                RejectReason.INVALID_PROTECTION);

        Protections.protectedBy(desk, old);
        desk.move("0.94");
        desk.flat();
    }
}
