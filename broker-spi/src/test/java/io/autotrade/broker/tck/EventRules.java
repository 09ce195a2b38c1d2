package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Balance;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §10: what a broker tells unasked. Reads are the truth, events are the news; they must agree. */
interface EventRules {

    /** Look at executions that are booked without being told. */
    @Test
    @DisplayName("§10.01 [required] an execution is told as order update and as fill")
    default void executionIsTold(Desk desk) {
        Order order = desk.buy(desk.lots(2));

        desk.eventually(
                "OrderUpdated FILLED for " + order.clientOrderId(),
                () -> desk.events().updates(order.clientOrderId()),
                updates -> updates.stream().anyMatch(update -> update.state() == OrderState.FILLED));
        List<Fill> read = desk.fills(order);
        desk.eventually(
                "Filled events for " + order.clientOrderId(),
                () -> desk.events().fills().keySet(),
                told -> told.containsAll(read.stream().map(Fill::fillId).toList()));
    }

    /** Look at differences between the two ways a fill is learnt: id and content are the same. */
    @Test
    @DisplayName("§10.02 [required] fills told and fills read are the same")
    default void toldAndReadAreTheSame(Desk desk) {
        desk.buy(desk.lots(2));
        desk.move("1.02");
        desk.sell(desk.lots(1));
        desk.buy(desk.lots(3));

        List<Fill> read = desk.eventually(
                "fills in " + desk.lots(6).toPlainString(),
                desk::fills,
                fills -> Amounts.equal(Amounts.quantity(fills), desk.lots(6)));
        desk.eventually("as many fills told as read", () -> desk.events().fills(), told -> told.size() >= read.size());
        assertThat(desk.events().fills().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        read.stream().map(Fill::fillId).toList());
        for (Fill fill : read) {
            assertThat(Amounts.same(fill, desk.events().fills().get(fill.fillId())))
                    .as("read %s, told %s", fill, desk.events().fills().get(fill.fillId()))
                    .isTrue();
        }
    }

    /** Look at late or reordered updates: an order never comes back from a final state and never loses fills. */
    @Test
    @DisplayName("§10.03 [required] updates of an order come in the order of its life")
    default void updatesInOrderOfLife(Desk desk) {
        List<ClientOrderId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(desk.buy(desk.lots(1)).clientOrderId());
        }
        if (desk.can(Capability.LIMIT_ORDERS)) {
            PlaceOrder resting = desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(1), "0.98");
            desk.rest(resting);
            desk.move("0.97");
            desk.finished(resting.clientOrderId());
            ids.add(resting.clientOrderId());
        }
        for (ClientOrderId id : ids) {
            desk.eventually(
                    "final update of " + id,
                    () -> desk.events().updates(id),
                    told -> told.stream().anyMatch(order -> order.state().isFinal()));
        }
        for (ClientOrderId id : ids) {
            List<Order> updates = desk.events().updates(id);
            for (int i = 1; i < updates.size(); i++) {
                assertThat(Amounts.follows(updates.get(i - 1), updates.get(i)))
                        .as("%s then %s", updates.get(i - 1), updates.get(i))
                        .isTrue();
            }
        }
    }

    /** Look at cancels: the end of an order is told. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§10.04 [LIMIT_ORDERS] resting and cancelling are told")
    default void cancelIsTold(Desk desk) {
        ClientOrderId id = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(1), "0.98"))
                .clientOrderId();
        desk.eventually(
                "OrderUpdated OPEN",
                () -> desk.events().updates(id),
                told -> told.stream().anyMatch(order -> order.state() == OrderState.OPEN));

        desk.accepted("cancel", desk.broker().cancel(desk.symbol(), id));

        desk.eventually(
                "OrderUpdated CANCELLED",
                () -> desk.events().updates(id),
                told -> told.stream().anyMatch(order -> order.state() == OrderState.CANCELLED));
    }

    /** Look at positions: change and end are told. */
    @Test
    @DisplayName("§10.05 [required] a position's opening and end are told")
    default void positionIsTold(Desk desk) {
        desk.buy(desk.lots(2));
        desk.eventually(
                "PositionChanged with " + desk.lots(2).toPlainString(),
                () -> desk.events().of(BrokerEvent.PositionChanged.class),
                told -> told.stream()
                        .map(BrokerEvent.PositionChanged::position)
                        .anyMatch(position -> position.symbol().equals(desk.symbol())
                                && position.side() == PositionSide.LONG
                                && Amounts.equal(position.quantity(), desk.lots(2))));

        desk.sell(desk.lots(2));

        desk.eventually(
                "PositionClosed",
                () -> desk.events().of(BrokerEvent.PositionClosed.class),
                told -> told.stream().anyMatch(closed -> closed.symbol().equals(desk.symbol())));
    }

    /** Look at the balance after a fill: the last one told is the one that is read. */
    @Test
    @DisplayName("§10.06 [required] the balance after a trade is told")
    default void balanceIsTold(Desk desk) {
        desk.buy(desk.lots(2));
        desk.fills(desk.sell(desk.lots(2)));
        desk.flat();
        Balance read = desk.assertBalances("after the round trip");

        desk.eventually(
                "BalanceChanged with cash " + read.cash().toPlainString(),
                () -> desk.events().of(BrokerEvent.BalanceChanged.class),
                told -> told.stream()
                        .anyMatch(event -> event.balance()
                                        .cash()
                                        .subtract(read.cash())
                                        .abs()
                                        .compareTo(desk.harness().moneyTolerance())
                                <= 0));
    }

    /** Look at the list of listeners: everybody hears, and who has left hears nothing more. */
    @Test
    @DisplayName("§10.07 [required] every listener hears, a cancelled one nothing more")
    default void listenersComeAndGo(Desk desk) {
        EventLog second = new EventLog();
        EventLog third = new EventLog();
        desk.broker().listen(second);
        Subscription leaving = desk.broker().listen(third);
        leaving.cancel();
        leaving.cancel();

        ClientOrderId id = desk.buy(desk.lots(1)).clientOrderId();

        desk.eventually("the first listener hears", () -> desk.events().updates(id), told -> !told.isEmpty());
        desk.eventually("the second listener hears", () -> second.updates(id), told -> !told.isEmpty());
        assertThat(third.all()).as("events told to a cancelled listener").isEmpty();
    }

    /** Look at the thread events are told on: one at a time, also when many orders fill at once. */
    @Test
    @DisplayName("§10.08 [required] events are told one at a time")
    default void oneAtATime(Desk desk) {
        EventLog probe = new EventLog(Duration.ofMillis(10));
        desk.broker().listen(probe);
        List<Future<WriteResult>> writes = new ArrayList<>();
        List<ClientOrderId> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ClientOrderId id = desk.id();
            ids.add(id);
            writes.add(desk.broker().place(PlaceOrder.market(id, desk.symbol(), Side.BUY, desk.lots(1))));
        }
        writes.forEach(write -> desk.accepted("place", write));
        ids.forEach(desk::finished);
        desk.position(PositionSide.LONG, desk.lots(10));
        desk.eventually("events of all orders", probe::size, told -> told >= ids.size());

        assertThat(probe.overlapped())
                .as("two events were told at the same time")
                .isFalse();
    }

    /**
     * Look at reconnecting: the gap is announced, and afterwards events flow again and nothing is missing in the reads.
     */
    @Test
    @Applies(levers = BrokerHarness.Lever.DISCONNECT)
    @DisplayName("§10.09 [lever DISCONNECT] a lost connection is told, and RESET when events flow again")
    default void connectionIsTold(Desk desk) {
        desk.buy(desk.lots(1));

        desk.harness().disconnect();
        awaitConnection(desk, BrokerEvent.Connection.DOWN);
        desk.harness().reconnect();
        awaitConnection(desk, BrokerEvent.Connection.RESET);

        Order after = desk.buy(desk.lots(2));
        desk.fills(after);
        desk.eventually(
                "events after the gap", () -> desk.events().updates(after.clientOrderId()), told -> !told.isEmpty());
        assertThat(Amounts.quantity(desk.fills())).isEqualByComparingTo(desk.lots(3));
    }

    private static void awaitConnection(Desk desk, BrokerEvent.Connection state) {
        desk.eventually(
                "ConnectionChanged " + state,
                () -> desk.events().of(BrokerEvent.ConnectionChanged.class),
                told -> told.stream().anyMatch(event -> event.state() == state));
    }
}
