package com.example.lantern;

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
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
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
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The account in front of the service. Whatever is asked, from whatever thread, is done one after another, never two
 * things at a time, so {@link Account} needs no locks; an execution is stored before it is booked, so a restart forgets
 * nothing.
 */
final class LanternBroker implements Broker {

    private static final int PAGE = 100;

    private final BrokerContext service;
    private final Account account;
    private final Context context;
    private final Subscription ticks;
    private final List<Consumer<BrokerEvent>> listeners = new CopyOnWriteArrayList<>();
    private Future<?> last = Future.succeededFuture();
    private volatile boolean closed;

    LanternBroker(BrokerContext service, Account account) {
        this.service = service;
        this.account = account;
        context = service.vertx().getOrCreateContext();
        ticks = service.market().listen(this::onMarket);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.ATTACHED_PROTECTION);
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return read(() -> service.symbols().stream()
                .sorted()
                .map(LanternBroker::instrument)
                .toList());
    }

    private static Instrument instrument(Symbol symbol) {
        String base = symbol.value().split("-")[0];
        return new Instrument(
                symbol,
                base,
                Account.CURRENCY,
                Account.CURRENCY,
                Account.STEP,
                Account.STEP,
                null,
                null,
                new BigDecimal("0.00001"),
                BigDecimal.ZERO,
                BigDecimal.ONE,
                BigDecimal.ZERO, // without leverage nothing is ever liquidated
                null,
                Instrument.State.LIVE);
    }

    // Writes

    @Override
    public Future<WriteResult> place(PlaceOrder order) {
        boolean leveraged = order.leverage() != null && order.leverage().compareTo(BigDecimal.ONE) > 0;
        if (order.type() != OrderType.MARKET || leveraged) {
            return unsupported(order.type() != OrderType.MARKET ? order.type() + " orders" : "leverage");
        }
        return write(() -> service.symbols().contains(order.symbol())
                ? service.market()
                        .latest(order.symbol())
                        .map(ticker -> account.judge(order, ticker, now()))
                        .orElseGet(() -> Account.rejected(RejectReason.SYMBOL_NOT_TRADING, "there is no price"))
                : Account.rejected(RejectReason.UNKNOWN_SYMBOL, order.symbol() + " is not traded here"));
    }

    @Override
    public Future<WriteResult> closePosition(ClosePosition request) {
        // More than there is means everything: a reduce-only order ends at zero.
        BigDecimal quantity = request.quantity() == null ? new BigDecimal("1E+12") : request.quantity();
        return place(PlaceOrder.marketReduceOnly(request.clientOrderId(), request.symbol(), Side.SELL, quantity));
    }

    @Override
    public Future<WriteResult> cancel(Symbol symbol, ClientOrderId id) {
        return write(() -> account.find(symbol, id, now()).isPresent()
                ? Account.rejected(RejectReason.ORDER_NOT_OPEN, "the order is final or protective")
                : Account.rejected(RejectReason.ORDER_NOT_FOUND, "there is no such order"));
    }

    @Override
    public Future<WriteResult> amend(AmendOrder change) {
        return unsupported("changing orders");
    }

    @Override
    public Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage) {
        return unsupported("leverage");
    }

    @Override
    public Future<WriteResult> protect(Symbol symbol, Protection protection) {
        return unsupported("changing protection");
    }

    @Override
    public Future<WriteResult> armDeadMansSwitch(Duration timeout) {
        return unsupported("a dead man's switch");
    }

    private Future<WriteResult> unsupported(String what) {
        return closed
                ? Future.succeededFuture(new WriteResult.NotSent(closedFault()))
                : Future.succeededFuture(
                        new WriteResult.Rejected(RejectReason.UNSUPPORTED, "", "this broker does not have " + what));
    }

    private Future<WriteResult> write(Supplier<Account.Verdict> judge) {
        return next(() -> {
            if (closed) {
                return Future.succeededFuture(new WriteResult.NotSent(closedFault()));
            }
            Account.Verdict verdict = judge.get();
            return verdict.execution() == null
                    ? Future.succeededFuture(verdict.rejected())
                    : book(verdict.execution()).transform(LanternBroker::result);
        });
    }

    /** A store that fails may have stored all the same: the outcome is unknown. */
    private static Future<WriteResult> result(io.vertx.core.AsyncResult<Execution> stored) {
        return Future.succeededFuture(
                stored.succeeded()
                        ? new WriteResult.Accepted(
                                stored.result().fill().venueOrderId(),
                                stored.result().fill().at())
                        : new WriteResult.Unknown(new BrokerFault.Unavailable("the store failed")));
    }

    private Future<Execution> book(Execution execution) {
        String key = Execution.key(account.fills().size() + 1);
        return service.store()
                .put(key, execution.text())
                .onFailure(cause -> closed = true) // memory and store may differ now: nothing more until reopened
                .map(stored -> {
                    account.apply(execution);
                    tell(execution.fill());
                    return execution;
                });
    }

    // The market

    private Future<Void> onMarket(MarketEvent event) {
        return event instanceof MarketEvent.Ticked ticked
                ? next(() -> closed
                        ? Future.succeededFuture()
                        : account.triggered(ticked.ticker())
                                .map(execution -> book(execution).<Void>mapEmpty())
                                .orElseGet(Future::succeededFuture))
                : Future.succeededFuture();
    }

    private BigDecimal mark(Symbol symbol) {
        return ticker(symbol).mark();
    }

    private Ticker ticker(Symbol symbol) {
        return service.market()
                .latest(symbol)
                .orElseThrow(() ->
                        new BrokerException(new BrokerFault.Unavailable("there is no price of " + symbol + " yet")));
    }

    // Reads

    @Override
    public Future<OrderLookup> order(Symbol symbol, ClientOrderId id) {
        // Requests are done in order, so one that is not found now was never made.
        return read(() -> account.find(symbol, id, now())
                .<OrderLookup>map(OrderLookup.Found::new)
                .orElseGet(OrderLookup.NeverArrived::new));
    }

    @Override
    public Future<List<Order>> openOrders() {
        return read(() -> account.openOrders(now()));
    }

    @Override
    public Future<Page<Fill>> fills(String cursor) {
        return read(() -> {
            List<Fill> all = account.fills();
            int from = cursor.equals(Page.START) ? 0 : Integer.parseInt(cursor);
            int to = Math.min(all.size(), from + PAGE);
            return new Page<>(all.subList(from, to), Integer.toString(to), to < all.size());
        });
    }

    @Override
    public Future<Page<Booking>> bookings(String cursor) {
        return read(() -> new Page<>(List.of(), cursor, false));
    }

    @Override
    public Future<List<Position>> positions() {
        return read(() -> account.positions(this::mark, now()));
    }

    @Override
    public Future<Balance> balance() {
        return read(() -> account.balance(this::mark, now()));
    }

    @Override
    public Future<PriceQuote> marketPrice(Symbol symbol) {
        return read(() -> {
            Ticker ticker = ticker(symbol);
            return new PriceQuote(symbol, ticker.bid(), ticker.ask(), ticker.last(), ticker.mark(), ticker.at());
        });
    }

    private <T> Future<T> read(Supplier<T> work) {
        return next(() ->
                closed ? Future.failedFuture(new BrokerException(closedFault())) : Future.succeededFuture(work.get()));
    }

    // Events and life

    @Override
    public Subscription listen(Consumer<BrokerEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(Fill fill) {
        tell(new BrokerEvent.OrderUpdated(Account.order(fill)));
        tell(new BrokerEvent.Filled(fill));
        Optional<Position> position = account.positions(this::mark, now()).stream()
                .filter(open -> open.symbol().equals(fill.symbol()))
                .findFirst();
        tell(position.<BrokerEvent>map(BrokerEvent.PositionChanged::new)
                .orElseGet(() -> new BrokerEvent.PositionClosed(fill.symbol(), fill.at())));
        tell(new BrokerEvent.BalanceChanged(account.balance(this::mark, now())));
    }

    private void tell(BrokerEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public Future<Void> close() {
        ticks.cancel();
        return next(() -> {
            closed = true;
            listeners.clear();
            return Future.succeededFuture();
        });
    }

    /** Does something after everything that was asked before. */
    private <T> Future<T> next(Supplier<Future<T>> work) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(ignored -> {
            Future<T> done = last.transform(before -> work.get());
            last = done;
            done.onComplete(answer);
        });
        return answer.future();
    }

    private Instant now() {
        return service.clock().instant();
    }

    private static BrokerFault closedFault() {
        return new BrokerFault.Unavailable("the broker is closed");
    }
}
