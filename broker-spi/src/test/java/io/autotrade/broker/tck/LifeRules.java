package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Broker;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §12: opening, closing, restarting, and calls from any thread. */
interface LifeRules {

    int THREADS = 4;
    int ORDERS_PER_THREAD = 5;

    /** Look at close: it may be called any number of times, at the same time too. */
    @Test
    @DisplayName("§12.01 [required] close is idempotent")
    default void closeIsIdempotent(Desk desk) {
        Future<Void> first = desk.broker().close();
        Future<Void> second = desk.broker().close();

        desk.await("first close", first);
        desk.await("second close", second);
        desk.await("third close", desk.broker().close());
    }

    /** Look at writes after close: NotSent or a failed future, never Accepted, Rejected or silence. */
    @Test
    @DisplayName("§12.02 [required] after close a write answers NotSent or fails")
    default void writesAfterClose(Desk desk) {
        Broker broker = desk.broker();
        desk.await("close", broker.close());
        PlaceOrder order = PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, BigDecimal.ONE);
        ClosePosition closing = new ClosePosition(desk.id(), desk.symbol(), null);

        for (Future<WriteResult> write :
                List.of(broker.place(order), broker.cancel(desk.symbol(), desk.id()), broker.closePosition(closing))) {
            Object answer = desk.await(
                    "write after close", write.<Object>map(result -> result).otherwise(failure -> failure));
            assertThat(answer)
                    .as("answer to a write after close")
                    .isInstanceOfAny(WriteResult.NotSent.class, Throwable.class);
        }
    }

    /** Look at reads after close: remembered values must not be given out. */
    @Test
    @DisplayName("§12.03 [required] after close reads fail")
    default void readsAfterClose(Desk desk) {
        Broker broker = desk.broker();
        desk.await("close", broker.close());

        desk.failure("positions after close", broker.positions());
        desk.failure("balance after close", broker.balance());
        desk.failure("openOrders after close", broker.openOrders());
        desk.failure("fills after close", broker.fills(Page.START));
        desk.failure("order after close", broker.order(desk.symbol(), desk.id()));
        desk.failure("marketPrice after close", broker.marketPrice(desk.symbol()));
    }

    /** Look at what close releases, and at what opening reads back: positions and money belong to the account. */
    @Test
    @Applies(levers = BrokerHarness.Lever.REOPEN)
    @DisplayName("§12.04 [lever REOPEN] positions and balance survive a restart")
    default void accountSurvives(Desk desk) {
        desk.fills(desk.buy(desk.lots(3)));
        Balance before = desk.assertBalances("before the restart");
        BigDecimal entry = desk.position(PositionSide.LONG, desk.lots(3)).entryPrice();

        desk.reopen();

        assertThat(desk.position(PositionSide.LONG, desk.lots(3)).entryPrice()).isEqualByComparingTo(entry);
        assertThat(desk.assertBalances("after the restart").cash()).isEqualByComparingTo(before.cash());
    }

    /**
     * Look at resting orders: closing the broker does not cancel them, and they are matched again after the restart.
     */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS, levers = BrokerHarness.Lever.REOPEN)
    @DisplayName("§12.05 [LIMIT_ORDERS, lever REOPEN] resting orders survive a restart and still fill")
    default void restingOrdersSurvive(Desk desk) {
        PlaceOrder resting = desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "0.98");
        desk.rest(resting);

        desk.reopen();

        assertThat(desk.openOrder(resting.clientOrderId())).isPresent();
        desk.move("0.97");
        desk.finished(resting.clientOrderId());
        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at protection: a restart must not leave a position without its stop. */
    @Test
    @Applies(with = Capability.ATTACHED_PROTECTION, levers = BrokerHarness.Lever.REOPEN)
    @DisplayName("§12.06 [ATTACHED_PROTECTION, lever REOPEN] protection survives a restart and still triggers")
    default void protectionSurvives(Desk desk) {
        Protection protection = new Protection(desk.id(), desk.price("0.95"), desk.price("1.05"));
        desk.filled(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(2))
                .withProtection(protection));
        desk.position(PositionSide.LONG, desk.lots(2));

        desk.reopen();

        assertThat(desk.position(PositionSide.LONG, desk.lots(2)).stopPrice()).isEqualByComparingTo(desk.price("0.95"));
        desk.move("0.94");
        desk.flat();
    }

    /** Look at used ids over a restart: the service repeats a request it is not sure of, under the same id. */
    @Test
    @Applies(levers = BrokerHarness.Lever.REOPEN)
    @DisplayName("§12.07 [lever REOPEN] used ids are still taken after a restart, and their orders are found")
    default void usedIdsSurvive(Desk desk) {
        ClientOrderId id = desk.buy(desk.lots(2)).clientOrderId();

        desk.reopen();

        assertThat(desk.found(id)).isPresent();
        desk.rejected(
                "order with an id used before the restart",
                desk.broker().place(PlaceOrder.market(id, desk.symbol(), Side.BUY, desk.lots(2))),
                RejectReason.DUPLICATE_CLIENT_ORDER_ID);
        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look for blocking calls and for code that needs a certain thread. */
    @Test
    @DisplayName("§12.08 [required] calls work from an event loop, a worker, a virtual and a plain thread")
    default void anyThread(Desk desk) throws InterruptedException {
        Broker broker = desk.broker();
        PlaceOrder[] orders = new PlaceOrder[4];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1));
        }

        Promise<WriteResult> onLoop = Promise.promise();
        desk.vertx().runOnContext(ignored -> broker.place(orders[0]).onComplete(onLoop));
        desk.accepted("place from an event loop", onLoop.future());
        desk.accepted(
                "place from a worker",
                desk.vertx().executeBlocking(() -> broker.place(orders[1])).compose(result -> result));
        desk.accepted("place from a virtual thread", call(Thread.ofVirtual(), () -> broker.place(orders[2])));
        desk.accepted("place from a plain thread", call(Thread.ofPlatform(), () -> broker.place(orders[3])));

        for (PlaceOrder order : orders) {
            desk.finished(order.clientOrderId());
        }
        desk.position(PositionSide.LONG, desk.lots(orders.length));
    }

    /** Look at shared state: orders from several threads at once are each executed once. */
    @Test
    @DisplayName("§12.09 [required] many orders at once are each executed exactly once")
    default void manyOrdersAtOnce(Desk desk) throws InterruptedException {
        List<PlaceOrder> orders = new ArrayList<>();
        List<Future<WriteResult>> writes = new ArrayList<>();
        for (int i = 0; i < THREADS * ORDERS_PER_THREAD; i++) {
            orders.add(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1)));
        }
        List<Promise<WriteResult>> promises =
                orders.stream().map(order -> Promise.<WriteResult>promise()).toList();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int first = t * ORDERS_PER_THREAD;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = first; i < first + ORDERS_PER_THREAD; i++) {
                    desk.broker().place(orders.get(i)).onComplete(promises.get(i));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        promises.forEach(promise -> writes.add(promise.future()));
        writes.forEach(write -> desk.accepted("place", write));

        orders.forEach(order -> desk.finished(order.clientOrderId()));
        desk.position(PositionSide.LONG, desk.lots(orders.size()));
        desk.eventually(
                "fills of all orders, each once",
                desk::fills,
                fills -> Amounts.equal(Amounts.quantity(fills), desk.lots(orders.size())));
        desk.assertBalances("after many orders at once");
    }

    /** Look at the moment an id is taken: before the first order is sent, not when it is answered. */
    @Test
    @DisplayName("§12.10 [required] the same id used several times at once is executed once")
    default void sameIdAtOnce(Desk desk) {
        PlaceOrder order = PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1));
        List<Future<WriteResult>> writes = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            writes.add(desk.broker().place(order));
        }

        long accepted = writes.stream()
                .map(write -> desk.await("place", write))
                .filter(WriteResult.Accepted.class::isInstance)
                .count();

        assertThat(accepted).as("orders accepted under one id").isEqualTo(1);
        desk.finished(order.clientOrderId());
        desk.position(PositionSide.LONG, desk.lots(1));
    }

    private static Future<WriteResult> call(Thread.Builder kind, Supplier<Future<WriteResult>> write)
            throws InterruptedException {
        Promise<WriteResult> promise = Promise.promise();
        kind.start(() -> write.get().onComplete(promise)).join();
        return promise.future();
    }
}
