package io.autotrade.okx.account;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
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
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.rest.RestSettings;
import io.autotrade.okx.ws.Links;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One OKX account as a {@link Broker}. Brings every call onto the loop of the account and its failures into the SPI's
 * terms.
 */
public final class OkxBroker implements Broker {

    private static final BrokerFault CLOSED = new BrokerFault.Unavailable("the OKX broker is closed");

    private final Account account;
    private volatile boolean closed;

    private OkxBroker(Account account) {
        this.account = account;
    }

    /**
     * Connects, checks the account and subscribes to its events.
     *
     * @return fails with a {@link BrokerException} that says what is wrong and what to do
     */
    public static Future<Broker> open(
            BrokerContext context, RestSettings rest, URI privateSocket, URI businessSocket, SocketTimings timings) {
        return open(context, Links.real(context.vertx()), rest, privateSocket, businessSocket, timings);
    }

    /** As the other, by another time or over other wires. */
    public static Future<Broker> open(
            BrokerContext context,
            Links links,
            RestSettings rest,
            URI privateSocket,
            URI businessSocket,
            SocketTimings timings) {
        return Account.open(context, links, rest, privateSocket, businessSocket, timings)
                .map(account -> (Broker) new OkxBroker(account))
                .recover(failure -> Future.failedFuture(translate(failure)));
    }

    @Override
    public Set<Capability> capabilities() {
        return account.venue().profile().capabilities();
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return read(() -> Future.succeededFuture(account.venue().instruments().instruments()));
    }

    @Override
    public Future<WriteResult> place(PlaceOrder order) {
        if (order.leverage() != null && !order.reduceOnly() && !capabilities().contains(Capability.LEVERAGE)) {
            return unsupported("leverage cannot be set in the portfolio margin mode of OKX");
        }
        return write(() -> account.orders().place(order));
    }

    @Override
    public Future<WriteResult> amend(AmendOrder change) {
        return write(() -> account.orders()
                .amend(change)
                .compose(result -> account.cancels().sortOutAmend(change.symbol(), change.clientOrderId(), result)));
    }

    @Override
    public Future<WriteResult> cancel(Symbol symbol, ClientOrderId clientOrderId) {
        return write(() -> account.cancels().cancel(symbol, clientOrderId));
    }

    @Override
    public Future<WriteResult> closePosition(ClosePosition request) {
        return write(() -> account.orders().close(request));
    }

    @Override
    public Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage) {
        if (!capabilities().contains(Capability.LEVERAGE)) {
            return unsupported("leverage cannot be set in the portfolio margin mode of OKX");
        }
        return write(() -> account.setLeverage(symbol, leverage));
    }

    @Override
    public Future<WriteResult> protect(Symbol symbol, Protection protection) {
        return write(() -> account.protect(symbol, protection));
    }

    @Override
    public Future<WriteResult> armDeadMansSwitch(Duration timeout) {
        return write(() -> account.deadMansSwitch().arm(timeout));
    }

    @Override
    public Future<OrderLookup> order(Symbol symbol, ClientOrderId clientOrderId) {
        return read(() -> account.lookups().find(symbol, clientOrderId));
    }

    @Override
    public Future<List<Order>> openOrders() {
        return read(() -> account.reads().openOrders());
    }

    @Override
    public Future<Page<Fill>> fills(String cursor) {
        return read(() -> account.fills().after(cursor));
    }

    @Override
    public Future<Page<Booking>> bookings(String cursor) {
        return read(() -> account.bookings().after(cursor));
    }

    @Override
    public Future<List<Position>> positions() {
        return read(() -> account.reads().positions());
    }

    @Override
    public Future<Balance> balance() {
        return read(() -> account.reads().balance());
    }

    @Override
    public Future<PriceQuote> marketPrice(Symbol symbol) {
        return read(() -> account.reads().marketPrice(symbol));
    }

    @Override
    public Subscription listen(Consumer<BrokerEvent> listener) {
        return account.outlet().listen(listener);
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return account.venue().loop().call(account::close);
    }

    private Future<WriteResult> write(Supplier<Future<WriteResult>> work) {
        if (closed) {
            return Future.succeededFuture(new WriteResult.NotSent(CLOSED));
        }
        return account.venue().loop().call(work);
    }

    private <T> Future<T> read(Supplier<Future<T>> work) {
        if (closed) {
            return Future.failedFuture(new BrokerException(CLOSED));
        }
        return account.venue()
                .loop()
                .call(() -> work.get().recover(failure -> Future.failedFuture(translate(failure))));
    }

    private static Throwable translate(Throwable failure) {
        return failure instanceof BrokerException
                ? failure
                : new BrokerException(
                        new BrokerFault.Malformed("an answer of OKX was not understood: " + failure.getMessage()),
                        failure);
    }

    private static Future<WriteResult> unsupported(String message) {
        return Future.succeededFuture(Outcomes.refuse(RejectReason.UNSUPPORTED, message));
    }
}
