package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the rules about protection have in common. */
final class Protections {

    private Protections() {}

    static PlaceOrder entry(Desk desk, Side side, BigDecimal quantity) {
        return PlaceOrder.market(desk.id(), desk.symbol(), side, quantity);
    }

    static Protection protection(Desk desk, @Nullable String stop, @Nullable String target) {
        return new Protection(
                desk.id(), stop == null ? null : desk.price(stop), target == null ? null : desk.price(target));
    }

    /** Two lots long with this protection, effective. */
    static Protection openProtected(Desk desk, String stop, String target) {
        Protection protection = protection(desk, stop, target);
        desk.filled(entry(desk, Side.BUY, desk.lots(2)).withProtection(protection));
        protectedBy(desk, protection);
        return protection;
    }

    static void protectedBy(Desk desk, Protection expected) {
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

    static void assertExit(Desk desk, ClientOrderId id, OrderOrigin origin, Side side, BigDecimal quantity) {
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
