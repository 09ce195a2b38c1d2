package io.autotrade.plugin;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PriceQuote;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin's broker as the service sees it. Whatever it throws, leaves out or fails with is a fault with a name: a read
 * is {@link BrokerFault.Malformed}, a write has an unknown outcome, and an event that cannot be taken counts as a gap,
 * after which the service asks for everything.
 */
final class GuardedBroker implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedBroker.class);

    private final Broker broker;
    private final Guard guard;
    private final InstantSource clock;

    GuardedBroker(Broker broker, Guard guard, InstantSource clock) {
        this.broker = broker;
        this.guard = guard;
        this.clock = clock;
    }

    private <T> Future<T> read(String what, Supplier<@Nullable Future<T>> call) {
        return named(what, asked(what, call));
    }

    private <T> Future<List<T>> list(String what, Supplier<@Nullable Future<List<T>>> call) {
        // a list with holes in it is refused by the copy
        return named(what, asked(what, call).map(List::copyOf));
    }

    private <T> Future<T> named(String what, Future<T> answer) {
        return answer.recover(
                e -> Future.failedFuture(e instanceof BrokerException ? e : new BrokerException(malformed(what, e))));
    }

    private Future<WriteResult> write(String what, Supplier<@Nullable Future<WriteResult>> call) {
        return asked(what, call).recover(e -> Future.succeededFuture(new WriteResult.Unknown(malformed(what, e))));
    }

    /** The answer, which is there; everything else is a failure. */
    private <T> Future<T> asked(String what, Supplier<@Nullable Future<T>> call) {
        try {
            Future<T> answer = guard.<@Nullable Future<T>, RuntimeException>call(call::get);
            return answer == null
                    ? Future.failedFuture(new NullPointerException(what + " gave no future"))
                    : answer.compose(GuardedBroker::present);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return Future.failedFuture(e);
        }
    }

    private static <T> Future<T> present(@Nullable T answer) {
        return answer == null
                ? Future.failedFuture(new NullPointerException("the answer is null"))
                : Future.succeededFuture(answer);
    }

    private BrokerFault malformed(String what, Throwable cause) {
        LOG.error("plugin {} broke in {}: {}", guard.plugin(), what, cause.toString());
        LOG.debug("where it broke", cause);
        return new BrokerFault.Malformed("plugin " + guard.plugin() + " broke in " + what + ": "
                + cause.getClass().getSimpleName());
    }

    @Override
    public Set<Capability> capabilities() {
        return guard.call(broker::capabilities);
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return list("instruments", broker::instruments);
    }

    @Override
    public Future<WriteResult> place(PlaceOrder order) {
        return write("place", () -> broker.place(order));
    }

    @Override
    public Future<WriteResult> amend(AmendOrder change) {
        return write("amend", () -> broker.amend(change));
    }

    @Override
    public Future<WriteResult> cancel(Symbol symbol, ClientOrderId clientOrderId) {
        return write("cancel", () -> broker.cancel(symbol, clientOrderId));
    }

    @Override
    public Future<WriteResult> closePosition(ClosePosition request) {
        return write("closePosition", () -> broker.closePosition(request));
    }

    @Override
    public Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage) {
        return write("setLeverage", () -> broker.setLeverage(symbol, leverage));
    }

    @Override
    public Future<WriteResult> protect(Symbol symbol, Protection protection) {
        return write("protect", () -> broker.protect(symbol, protection));
    }

    @Override
    public Future<WriteResult> armDeadMansSwitch(Duration timeout) {
        return write("armDeadMansSwitch", () -> broker.armDeadMansSwitch(timeout));
    }

    @Override
    public Future<OrderLookup> order(Symbol symbol, ClientOrderId clientOrderId) {
        return read("order", () -> broker.order(symbol, clientOrderId));
    }

    @Override
    public Future<List<Order>> openOrders() {
        return list("openOrders", broker::openOrders);
    }

    @Override
    public Future<Page<Fill>> fills(String cursor) {
        return read("fills", () -> broker.fills(cursor));
    }

    @Override
    public Future<Page<Booking>> bookings(String cursor) {
        return read("bookings", () -> broker.bookings(cursor));
    }

    @Override
    public Future<List<Position>> positions() {
        return list("positions", broker::positions);
    }

    @Override
    public Future<Balance> balance() {
        return read("balance", broker::balance);
    }

    @Override
    public Future<PriceQuote> marketPrice(Symbol symbol) {
        return read("marketPrice", () -> broker.marketPrice(symbol));
    }

    @Override
    public Subscription listen(Consumer<BrokerEvent> listener) {
        return guard.call(() -> broker.listen(event -> told(listener, event)));
    }

    private void told(Consumer<BrokerEvent> listener, @Nullable BrokerEvent event) {
        try {
            listener.accept(Objects.requireNonNull(event, "the event is null"));
        } catch (RuntimeException e) {
            LOG.error("an event of plugin {} could not be taken; everything is asked for", guard.plugin(), e);
            listener.accept(new BrokerEvent.ConnectionChanged(
                    BrokerEvent.Connection.RESET, "an event could not be taken", clock.instant()));
        }
    }

    @Override
    public Future<Void> close() {
        Future<Void> closing = guard.<@Nullable Future<Void>, RuntimeException>call(broker::close);
        return closing == null ? Future.succeededFuture() : closing;
    }
}
