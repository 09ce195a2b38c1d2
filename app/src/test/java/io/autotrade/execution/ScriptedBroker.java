package io.autotrade.execution;

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
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.PriceQuote;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.risk.Verdict.Allowed;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A venue whose every answer a test chooses. What is accepted fills at once at 100; what a test scripts happens
 * instead.
 */
public final class ScriptedBroker implements Broker {

    static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    /** One long with stop and target, as the gate would allow it at the price of this venue. */
    static final Allowed.Open LONG = new Allowed.Open(
            PositionSide.LONG,
            BigDecimal.ONE,
            BigDecimal.valueOf(2),
            BigDecimal.valueOf(95),
            BigDecimal.valueOf(110),
            BigDecimal.valueOf(100),
            null);

    private static final BigDecimal PRICE = BigDecimal.valueOf(100);

    final List<ClientOrderId> placed = new ArrayList<>();
    final List<Protection> protections = new ArrayList<>();
    final Deque<Function<PlaceOrder, WriteResult>> placeScript = new ArrayDeque<>();
    final Deque<WriteResult> closeScript = new ArrayDeque<>();
    final Deque<WriteResult> protectScript = new ArrayDeque<>();
    final Deque<WriteResult> disarmScript = new ArrayDeque<>();
    int disarmed;
    final Map<ClientOrderId, OrderLookup> lookups = new TreeMap<>();
    final List<Fill> fills = new ArrayList<>();
    final Map<Symbol, Position> positions = new TreeMap<>();
    final Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    boolean keepsStops = true;
    boolean readsFail;

    /** What the venue takes without telling. */
    BigDecimal silentCharge = BigDecimal.ZERO;

    private final List<Consumer<BrokerEvent>> listeners = new CopyOnWriteArrayList<>();

    static WriteResult accepted() {
        return new WriteResult.Accepted("v1", NOW);
    }

    static WriteResult unknown() {
        return new WriteResult.Unknown(new BrokerFault.Unavailable("the connection broke"));
    }

    void tell(BrokerEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Fills an order completely and tells it. */
    Fill fill(PlaceOrder order, String fillId) {
        Fill fill = fill(order, fillId, "v1");
        move(order, fill);
        return fill;
    }

    private Fill fill(PlaceOrder order, String fillId, String venueOrderId) {
        Fill fill = new Fill(
                fillId,
                order.clientOrderId(),
                venueOrderId,
                order.symbol(),
                order.side(),
                order.quantity(),
                PRICE,
                new BigDecimal("0.05"),
                "USDT",
                Liquidity.TAKER,
                OrderOrigin.SERVICE,
                NOW);
        fills.add(fill);
        return fill;
    }

    private void move(PlaceOrder order, Fill fill) {
        PositionSide side = order.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        BigDecimal stop = order.protection() == null || !keepsStops
                ? null
                : order.protection().stopPrice();
        positions.put(order.symbol(), position(order.symbol(), side, fill.quantity(), stop));
    }

    static Position position(Symbol symbol, PositionSide side, BigDecimal quantity, BigDecimal stop) {
        return new Position(
                symbol,
                side,
                quantity,
                PRICE,
                PRICE,
                BigDecimal.ONE,
                PRICE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                null,
                stop,
                null,
                null,
                NOW);
    }

    Order order(PlaceOrder order, OrderState state, BigDecimal filled) {
        return new Order(
                order.clientOrderId(),
                "v1",
                order.symbol(),
                order.side(),
                order.type(),
                order.quantity(),
                order.limitPrice(),
                order.reduceOnly(),
                OrderOrigin.SERVICE,
                state,
                filled,
                filled.signum() == 0 ? null : PRICE,
                "",
                NOW,
                NOW);
    }

    @Override
    public Future<WriteResult> place(PlaceOrder order) {
        placed.add(order.clientOrderId());
        if (!placeScript.isEmpty()) {
            return Future.succeededFuture(placeScript.removeFirst().apply(order));
        }
        Fill fill = fill(order, "f" + placed.size());
        tell(new BrokerEvent.Filled(fill));
        tell(new BrokerEvent.OrderUpdated(order(order, OrderState.FILLED, order.quantity())));
        return Future.succeededFuture(accepted());
    }

    @Override
    public Future<WriteResult> closePosition(ClosePosition request) {
        placed.add(request.clientOrderId());
        if (!closeScript.isEmpty()) {
            return Future.succeededFuture(closeScript.removeFirst());
        }
        Position position = positions.remove(request.symbol());
        PlaceOrder order = PlaceOrder.marketReduceOnly(
                request.clientOrderId(), request.symbol(), position.side().exitSide(), position.quantity());
        tell(new BrokerEvent.Filled(fill(order, "c" + placed.size(), "v2")));
        tell(new BrokerEvent.OrderUpdated(order(order, OrderState.FILLED, order.quantity())));
        return Future.succeededFuture(accepted());
    }

    @Override
    public Future<WriteResult> protect(Symbol symbol, Protection protection) {
        protections.add(protection);
        WriteResult result = protectScript.isEmpty() ? accepted() : protectScript.removeFirst();
        if (result instanceof WriteResult.Accepted) {
            Position old = positions.get(symbol);
            positions.put(symbol, position(symbol, old.side(), old.quantity(), protection.stopPrice()));
        }
        return Future.succeededFuture(result);
    }

    @Override
    public Future<OrderLookup> order(Symbol symbol, ClientOrderId id) {
        return read(Optional.ofNullable(lookups.get(id)).orElse(new OrderLookup.NotVisible()));
    }

    private <T> Future<T> read(T value) {
        return readsFail
                ? Future.failedFuture(new BrokerException(new BrokerFault.Unavailable("no answer")))
                : Future.succeededFuture(value);
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return read(List.of());
    }

    @Override
    public Future<WriteResult> amend(AmendOrder change) {
        return Future.succeededFuture(accepted());
    }

    @Override
    public Future<WriteResult> cancel(Symbol symbol, ClientOrderId id) {
        return Future.succeededFuture(accepted());
    }

    @Override
    public Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage) {
        return Future.succeededFuture(accepted());
    }

    @Override
    public Future<WriteResult> armDeadMansSwitch(Duration timeout) {
        disarmed++;
        return Future.succeededFuture(disarmScript.isEmpty() ? accepted() : disarmScript.removeFirst());
    }

    @Override
    public Future<List<Order>> openOrders() {
        return read(List.of());
    }

    @Override
    public Future<Page<Fill>> fills(String cursor) {
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        return read(new Page<>(fills.subList(from, fills.size()), Integer.toString(fills.size()), false));
    }

    @Override
    public Future<Page<Booking>> bookings(String cursor) {
        return read(new Page<>(List.of(), cursor, false));
    }

    @Override
    public Future<List<Position>> positions() {
        return read(List.copyOf(positions.values()));
    }

    @Override
    public Future<Balance> balance() {
        BigDecimal fees = fills.stream().map(Fill::fee).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal cash = BigDecimal.valueOf(10_000).subtract(fees).subtract(silentCharge);
        return read(new Balance("USDT", cash, cash, cash, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, NOW));
    }

    @Override
    public Future<PriceQuote> marketPrice(Symbol symbol) {
        return read(new PriceQuote(symbol, PRICE, PRICE, PRICE, PRICE, NOW));
    }

    @Override
    public Subscription listen(Consumer<BrokerEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    static PlaceOrder marketBuy(ClientOrderId id, Symbol symbol) {
        return new PlaceOrder(id, symbol, Side.BUY, OrderType.MARKET, BigDecimal.ONE, null, false, null, null, null);
    }
}
