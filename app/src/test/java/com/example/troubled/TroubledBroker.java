package com.example.troubled;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerEvent.Connection;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PriceQuote;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Fills every market order at once at the price as ordered, without fees, long only; has the troubles ordered. */
final class TroubledBroker implements Broker {

    private static final long SLOW_MILLIS = 600;

    private final BrokerContext context;
    private final TroubledAccount account;
    private final List<Consumer<BrokerEvent>> listeners = new CopyOnWriteArrayList<>();
    private final long timer;
    private Connection connection = Connection.UP;

    TroubledBroker(BrokerContext context) {
        this.context = context;
        this.account = new TroubledAccount(context.symbols().iterator().next());
        this.timer = context.vertx().setPeriodic(100, id -> announce());
    }

    private synchronized void announce() {
        Connection now = Trouble.is("connection") ? Connection.valueOf(Trouble.of("connection")) : Connection.UP;
        if (now != connection) {
            Connection told = connection == Connection.DOWN && now == Connection.UP ? Connection.RESET : now;
            connection = now;
            tell(new BrokerEvent.ConnectionChanged(told, "as ordered", now()));
        }
        if (Trouble.once("manual")) {
            tell(new BrokerEvent.Filled(account.fill(null, Side.BUY, BigDecimal.ONE, OrderOrigin.EXTERNAL, now())));
        }
        if (account.held().signum() > 0 && Trouble.once("liquidation")) {
            tell(new BrokerEvent.Booked(account.liquidate(now())));
        }
    }

    private Instant now() {
        return context.clock().instant();
    }

    private void tell(BrokerEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    private synchronized <T> Future<T> read(Supplier<T> answer) {
        return switch (Trouble.of("reads")) {
            case "unavailable" ->
                Future.failedFuture(new BrokerException(new BrokerFault.Unavailable("the venue does not answer")));
            case "limited" -> Future.failedFuture(new BrokerException(limited()));
            case "defect" -> Future.failedFuture(new IllegalStateException("a plugin with a defect"));
            default -> answered(answer.get());
        };
    }

    private <T> Future<T> answered(T answer) {
        return Trouble.is("slow")
                ? context.vertx().timer(SLOW_MILLIS, TimeUnit.MILLISECONDS).map(late -> answer)
                : Future.succeededFuture(answer);
    }

    private BrokerFault limited() {
        return new BrokerFault.RateLimited(now(), "too many calls");
    }

    private synchronized Future<WriteResult> write(Supplier<WriteResult> work) {
        return answered(
                switch (Trouble.of("writes")) {
                    case "rejected" -> new WriteResult.Rejected(RejectReason.INSUFFICIENT_FUNDS, "51008", "too little");
                    case "unsent" -> new WriteResult.NotSent(new BrokerFault.Unavailable("the venue does not answer"));
                    case "unknown" -> new WriteResult.Unknown(new BrokerFault.Unavailable("the connection broke"));
                    default -> work.get();
                });
    }

    private static Future<WriteResult> no(String what) {
        return Future.succeededFuture(new WriteResult.Rejected(RejectReason.UNSUPPORTED, "", what));
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.ATTACHED_PROTECTION, Capability.POSITION_PROTECTION);
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return read(
                () -> context.symbols().stream().map(TroubledMarket::instrument).toList());
    }

    @Override
    public Future<WriteResult> place(PlaceOrder order) {
        if (order.type() != OrderType.MARKET) {
            return no("limit orders");
        }
        return write(() -> execute(order));
    }

    private WriteResult execute(PlaceOrder order) {
        BigDecimal quantity = order.reduceOnly() ? order.quantity().min(account.held()) : order.quantity();
        if (quantity.signum() == 0) {
            return new WriteResult.Rejected(RejectReason.NO_POSITION, "", "nothing to reduce");
        }
        Fill fill = account.fill(order.clientOrderId(), order.side(), quantity, OrderOrigin.SERVICE, now());
        if (order.protection() != null) {
            account.protect(order.protection());
        }
        Order filled = account.order(order.clientOrderId()).orElseThrow();
        context.vertx().runOnContext(later -> {
            tell(new BrokerEvent.Filled(fill));
            tell(new BrokerEvent.OrderUpdated(filled));
        });
        return new WriteResult.Accepted(fill.venueOrderId(), fill.at());
    }

    @Override
    public synchronized Future<WriteResult> closePosition(ClosePosition request) {
        BigDecimal quantity = request.quantity() == null ? account.held() : request.quantity();
        return quantity.signum() == 0
                ? Future.succeededFuture(new WriteResult.Rejected(RejectReason.NO_POSITION, "", "no position"))
                : place(PlaceOrder.marketReduceOnly(request.clientOrderId(), request.symbol(), Side.SELL, quantity));
    }

    @Override
    public Future<WriteResult> amend(AmendOrder change) {
        return no("changes");
    }

    @Override
    public Future<WriteResult> cancel(Symbol of, ClientOrderId clientOrderId) {
        return Future.succeededFuture(new WriteResult.Rejected(RejectReason.ORDER_NOT_OPEN, "", "it is final"));
    }

    @Override
    public Future<WriteResult> setLeverage(Symbol of, BigDecimal leverage) {
        return no("leverage");
    }

    @Override
    public Future<WriteResult> protect(Symbol of, Protection wanted) {
        return write(() -> {
            account.protect(wanted);
            return new WriteResult.Accepted("P", now());
        });
    }

    @Override
    public Future<WriteResult> armDeadMansSwitch(Duration timeout) {
        return no("a dead man's switch");
    }

    @Override
    public Future<OrderLookup> order(Symbol of, ClientOrderId id) {
        return read(() -> account.order(id)
                .<OrderLookup>map(OrderLookup.Found::new)
                .orElseGet(() -> Trouble.of("writes").equals("unknown")
                        ? new OrderLookup.NotVisible()
                        : new OrderLookup.NeverArrived()));
    }

    @Override
    public Future<List<Order>> openOrders() {
        return read(List::of);
    }

    @Override
    public Future<Page<Fill>> fills(String cursor) {
        return read(() -> account.fills(cursor));
    }

    @Override
    public Future<Page<Booking>> bookings(String cursor) {
        return read(() -> account.bookings(cursor));
    }

    @Override
    public Future<List<Position>> positions() {
        return read(() -> account.positions(now()));
    }

    @Override
    public Future<Balance> balance() {
        return read(() -> account.balance(now()));
    }

    @Override
    public Future<PriceQuote> marketPrice(Symbol of) {
        return read(() -> {
            BigDecimal price = Trouble.price();
            return new PriceQuote(of, price, price, price, price, now());
        });
    }

    @Override
    public Subscription listen(Consumer<BrokerEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Future<Void> close() {
        context.vertx().cancelTimer(timer);
        return Future.succeededFuture();
    }
}
