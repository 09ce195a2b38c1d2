package io.autotrade.simulated.broker;

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
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PriceQuote;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The paper broker: it fills from the market the service watches, and keeps its account in the store.
 *
 * <p>Operations run one after the other ({@link Account}). What an operation did is durable before its future completes
 * and before its events are told. Ticks of symbols without position and order cost a look-up and write nothing.
 */
final class SimulatedBroker implements Broker {

    private static final Set<Capability> CAPABILITIES = Set.of(Capability.values());

    private final BrokerContext context;
    private final SortedMap<Symbol, Instrument> instruments;
    private final Account account;
    private final Subscription market;

    SimulatedBroker(BrokerContext context, SortedMap<Symbol, Instrument> instruments, Account account) {
        this.context = context;
        this.instruments = instruments;
        this.account = account;
        market = context.market().listen(this::onMarket);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return account.read(engine -> List.copyOf(instruments.values()));
    }

    @Override
    public Future<WriteResult> place(PlaceOrder order) {
        return write(order.symbol(), (engine, now) -> engine.place(order, now));
    }

    @Override
    public Future<WriteResult> amend(AmendOrder change) {
        return write(change.symbol(), (engine, now) -> engine.amend(change, now));
    }

    @Override
    public Future<WriteResult> cancel(Symbol symbol, ClientOrderId clientOrderId) {
        return write(symbol, (engine, now) -> engine.cancel(symbol, clientOrderId, now));
    }

    @Override
    public Future<WriteResult> closePosition(ClosePosition request) {
        return write(request.symbol(), (engine, now) -> engine.close(request, now));
    }

    @Override
    public Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage) {
        return write(symbol, (engine, now) -> engine.setLeverage(symbol, leverage, now));
    }

    @Override
    public Future<WriteResult> protect(Symbol symbol, Protection protection) {
        return write(symbol, (engine, now) -> engine.protect(symbol, protection, now));
    }

    @Override
    public Future<WriteResult> armDeadMansSwitch(Duration timeout) {
        return account.write(engine -> engine.armDeadMansSwitch(timeout, now()));
    }

    @Override
    public Future<OrderLookup> order(Symbol symbol, ClientOrderId clientOrderId) {
        return account.readLater((engine, vault) -> {
            Optional<Order> open = engine.openOrder(symbol, clientOrderId);
            return open.isPresent()
                    ? Future.succeededFuture(lookup(open))
                    : vault.finished(symbol, clientOrderId).map(SimulatedBroker::lookup);
        });
    }

    @Override
    public Future<List<Order>> openOrders() {
        return account.read(Engine::openOrders);
    }

    @Override
    public Future<Page<Fill>> fills(String cursor) {
        return account.readLater((engine, vault) -> vault.fills(cursor));
    }

    @Override
    public Future<Page<Booking>> bookings(String cursor) {
        return account.readLater((engine, vault) -> vault.bookings(cursor));
    }

    @Override
    public Future<List<Position>> positions() {
        return account.read(Engine::positions);
    }

    @Override
    public Future<Balance> balance() {
        return account.read(engine -> engine.balance(now()));
    }

    @Override
    public Future<PriceQuote> marketPrice(Symbol symbol) {
        return account.read(engine -> {
            Ticker ticker = context.market()
                    .latest(symbol)
                    .orElseThrow(() -> new BrokerException(
                            new BrokerFault.Unavailable("the market has no price of " + symbol + " yet")));
            return new PriceQuote(symbol, ticker.bid(), ticker.ask(), ticker.last(), ticker.mark(), ticker.at());
        });
    }

    @Override
    public Subscription listen(Consumer<BrokerEvent> listener) {
        return account.listen(listener);
    }

    @Override
    public Future<Void> close() {
        market.cancel();
        return account.close();
    }

    /** A write that meets the newest price of a symbol. */
    private Future<WriteResult> write(Symbol symbol, BiFunction<Engine, Instant, Engine.Step> request) {
        return account.write(engine -> {
            context.market().latest(symbol).ifPresent(engine::see);
            return request.apply(engine, now());
        });
    }

    private Future<Void> onMarket(MarketEvent event) {
        return switch (event) {
            case MarketEvent.Ticked ticked -> onTick(ticked.ticker());
            case MarketEvent.FundingSettled funding ->
                account.watches(funding.settled().symbol())
                        ? account.act(engine -> engine.fund(funding.settled()))
                        : Future.succeededFuture();
            case MarketEvent.ClockAdvanced clock -> onClock(clock.at());
            case MarketEvent.Traded traded -> Future.succeededFuture();
            case MarketEvent.CandleClosed closed -> Future.succeededFuture();
            case MarketEvent.FundingChanged changed -> Future.succeededFuture();
            case MarketEvent.FeedChanged feed -> Future.succeededFuture();
        };
    }

    private Future<Void> onTick(Ticker ticker) {
        if (!account.watches(ticker.symbol())) {
            return Future.succeededFuture();
        }
        Function<Engine, Changes> act = engine -> engine.tick(ticker);
        return account.overdue(ticker.at())
                ? account.act(engine -> engine.clock(ticker.at())).compose(done -> account.act(act))
                : account.act(act);
    }

    private Future<Void> onClock(Instant at) {
        return account.overdue(at) ? account.act(engine -> engine.clock(at)) : Future.succeededFuture();
    }

    private Instant now() {
        return context.clock().instant();
    }

    private static OrderLookup lookup(Optional<Order> order) {
        return order.<OrderLookup>map(OrderLookup.Found::new).orElseGet(OrderLookup.NeverArrived::new);
    }
}
