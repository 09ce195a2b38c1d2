package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §11: what holds when the service falls silent or an answer is lost. */
interface SafetyRules {

    Duration ARMED = Duration.ofSeconds(60);

    /** Look at the timer at the venue: it runs out unless it is armed again. */
    @Test
    @Applies(with = Capability.DEAD_MANS_SWITCH, levers = BrokerHarness.Lever.ADVANCE_TIME)
    @DisplayName("§11.01 [DEAD_MANS_SWITCH, lever ADVANCE_TIME] silence cancels resting entries")
    default void silenceCancels(Desk desk) {
        ClientOrderId id = restingEntry(desk);
        desk.accepted("arm", desk.broker().armDeadMansSwitch(ARMED));

        desk.harness().advance(ARMED.plusSeconds(5));

        assertThat(desk.finished(id).state()).isEqualTo(OrderState.CANCELLED);
    }

    /** Look at arming again: the time starts anew. */
    @Test
    @Applies(with = Capability.DEAD_MANS_SWITCH, levers = BrokerHarness.Lever.ADVANCE_TIME)
    @DisplayName("§11.02 [DEAD_MANS_SWITCH, lever ADVANCE_TIME] arming again starts the time anew")
    default void armingAgain(Desk desk) {
        ClientOrderId id = restingEntry(desk);
        desk.accepted("arm", desk.broker().armDeadMansSwitch(ARMED));
        desk.harness().advance(Duration.ofSeconds(40));

        desk.accepted("arm again", desk.broker().armDeadMansSwitch(ARMED));
        desk.harness().advance(Duration.ofSeconds(40));

        assertThat(desk.openOrder(id)).isPresent();
    }

    /** Look at disarming. */
    @Test
    @Applies(with = Capability.DEAD_MANS_SWITCH, levers = BrokerHarness.Lever.ADVANCE_TIME)
    @DisplayName("§11.03 [DEAD_MANS_SWITCH, lever ADVANCE_TIME] a time of zero disarms")
    default void zeroDisarms(Desk desk) {
        ClientOrderId id = restingEntry(desk);
        desk.accepted("arm", desk.broker().armDeadMansSwitch(ARMED));

        desk.accepted("disarm", desk.broker().armDeadMansSwitch(Duration.ZERO));
        desk.harness().advance(ARMED.multipliedBy(3));

        assertThat(desk.openOrder(id)).isPresent();
    }

    /** Look at what the switch cancels: entries, never the stop of an open position. */
    @Test
    @Applies(
            with = {Capability.DEAD_MANS_SWITCH, Capability.ATTACHED_PROTECTION},
            levers = BrokerHarness.Lever.ADVANCE_TIME)
    @DisplayName("§11.04 [DEAD_MANS_SWITCH, ATTACHED_PROTECTION, lever ADVANCE_TIME] protective orders stay")
    default void protectionStays(Desk desk) {
        Protection protection = new Protection(desk.id(), desk.price("0.95"), desk.price("1.05"));
        desk.filled(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(2))
                .withProtection(protection));
        ClientOrderId entry = restingEntry(desk);
        desk.accepted("arm", desk.broker().armDeadMansSwitch(ARMED));

        desk.harness().advance(ARMED.plusSeconds(5));

        desk.finished(entry);
        assertThat(desk.position(PositionSide.LONG, desk.lots(2)).stopPrice()).isEqualByComparingTo(desk.price("0.95"));
        desk.move("0.94");
        desk.flat();
    }

    /** Look at lost answers: neither accepted nor rejected is known, so it is Unknown; the order is found by its id. */
    @Test
    @Applies(levers = BrokerHarness.Lever.LOSE_ANSWER)
    @DisplayName("§11.05 [lever LOSE_ANSWER] a write whose answer is lost is Unknown and is found by its id, once")
    default void lostAnswerIsUnknown(Desk desk) {
        PlaceOrder order = PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(2));
        desk.harness().loseNextAnswer();

        WriteResult result =
                desk.await("place with a lost answer", desk.broker().place(order));

        assertThat(result).isInstanceOf(WriteResult.Unknown.class);
        Order found = desk.finished(order.clientOrderId());
        assertThat(found.state()).isEqualTo(OrderState.FILLED);
        desk.position(PositionSide.LONG, desk.lots(2));
        assertThat(Amounts.quantity(desk.fills(found))).isEqualByComparingTo(desk.lots(2));
    }

    private static ClientOrderId restingEntry(Desk desk) {
        PlaceOrder entry = desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(1), "0.98");
        desk.rest(entry);
        return entry.clientOrderId();
    }
}
