package io.autotrade.broker.tck.selftest;

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
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The adapter in front of the {@link ReferenceVenue}: asynchronous answers and events on one context. */
final class ReferenceBroker implements Broker {

    private static final int PAGE = 10;

    private final ReferenceVenue venue;
    private final Set<Capability> capabilities;
    private final Vertx vertx;
    private final Context context;
    private final boolean reopened;
    private final List<Consumer<BrokerEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Map<ClientOrderId, Boolean> sending = new ConcurrentHashMap<>();
    private final Deque<BrokerEvent.OrderUpdated> heldBack = new ConcurrentLinkedDeque<>();
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean connected = true;

    ReferenceBroker(ReferenceVenue venue, Set<Capability> capabilities, Vertx vertx, boolean reopened) {
        this.venue = venue;
        this.capabilities = capabilities;
        this.vertx = vertx;
        this.reopened = reopened;
        context = vertx.getOrCreateContext();
        venue.connect(this::tell);
    }

    @Override
    public Set<Capability> capabilities() {
        return venue.has(Fault.CAPABILITIES_CAN_BE_CHANGED)
                ? new java.util.HashSet<>(capabilities)
                : Set.copyOf(capabilities);
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return read(venue::instruments);
    }

    @Override
    public Future<WriteResult> place(PlaceOrder order) {
        if (venue.has(Fault.NEEDS_AN_EVENT_LOOP)
                && !Context.isOnVertxThread()
                && Thread.currentThread().isVirtual()) {
            return Future.failedFuture(new IllegalStateException("not on an event loop"));
        }
        if (venue.has(Fault.LOSES_ORDERS_UNDER_LOAD) && places.incrementAndGet() == 15) {
            return Future.succeededFuture(new WriteResult.Accepted("V15", venue.now()));
        }
        return venue.has(Fault.CHECKS_IDS_TOO_EARLY) ? placeUnguarded(order) : write(() -> venue.place(order));
    }

    /** Checks the id now and sends later, under whatever id the venue takes. */
    private Future<WriteResult> placeUnguarded(PlaceOrder order) {
        boolean first = sending.putIfAbsent(order.clientOrderId(), true) == null;
        return write(() -> {
            if (first) {
                return venue.place(order);
            }
            WriteResult again = venue.place(order);
            return again instanceof WriteResult.Rejected ? new WriteResult.Accepted("V?", venue.now()) : again;
        });
    }

    @Override
    public Future<WriteResult> amend(AmendOrder change) {
        return write(Capability.AMEND, () -> venue.amend(change));
    }

    @Override
    public Future<WriteResult> cancel(Symbol symbol, ClientOrderId clientOrderId) {
        return write(() -> venue.cancel(symbol, clientOrderId));
    }

    @Override
    public Future<WriteResult> closePosition(ClosePosition request) {
        return write(() -> venue.closePosition(request));
    }

    @Override
    public Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage) {
        return write(Capability.LEVERAGE, () -> venue.setLeverage(symbol, leverage));
    }

    @Override
    public Future<WriteResult> protect(Symbol symbol, Protection protection) {
        return write(Capability.POSITION_PROTECTION, () -> venue.protect(symbol, protection));
    }

    @Override
    public Future<WriteResult> armDeadMansSwitch(Duration timeout) {
        return write(Capability.DEAD_MANS_SWITCH, () -> venue.arm(timeout));
    }

    @Override
    public Future<OrderLookup> order(Symbol symbol, ClientOrderId clientOrderId) {
        return read(() -> venue.find(symbol, clientOrderId)
                .<OrderLookup>map(OrderLookup.Found::new)
                .orElseGet(() -> nothingFound(symbol, clientOrderId)));
    }

    private OrderLookup nothingFound(Symbol symbol, ClientOrderId id) {
        if (!venue.has(Fault.FINDS_ORDERS_NOBODY_PLACED)) {
            return new OrderLookup.NeverArrived();
        }
        return new OrderLookup.Found(new VenueOrder(
                        id,
                        "V",
                        symbol,
                        io.autotrade.broker.Side.BUY,
                        io.autotrade.broker.OrderType.MARKET,
                        BigDecimal.ONE,
                        null,
                        false,
                        io.autotrade.broker.OrderOrigin.SERVICE,
                        null,
                        venue.now())
                .snapshot());
    }

    @Override
    public Future<List<Order>> openOrders() {
        return read(venue::openOrders);
    }

    @Override
    public Future<Page<Fill>> fills(String cursor) {
        return read(() -> page(fills(), cursor));
    }

    private List<Fill> fills() {
        synchronized (venue) {
            List<Fill> fills = new ArrayList<>(venue.books.fills);
            if (venue.has(Fault.TELLS_FILLS_TWICE_ON_PAGES) && !fills.isEmpty()) {
                fills.add(fills.getFirst());
            }
            if (venue.has(Fault.NEW_FILL_IDS_AFTER_RESTART) && reopened) {
                fills.replaceAll(fill -> ReferenceBooks.renamed(fill, "R" + fill.fillId()));
            }
            return fills;
        }
    }

    @Override
    public Future<Page<Booking>> bookings(String cursor) {
        return read(() -> {
            synchronized (venue) {
                return page(List.copyOf(venue.books.bookings), cursor);
            }
        });
    }

    private <T> Page<T> page(List<T> all, String cursor) {
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + PAGE);
        boolean more = to < all.size();
        int next = to;
        if (venue.has(Fault.LOSES_FILLS_BETWEEN_PAGES) && more) {
            next++;
        }
        if (venue.has(Fault.CURSOR_SKIPS_A_FILL) && !more && to > from) {
            next++;
        }
        return new Page<>(all.subList(Math.min(from, to), to), Integer.toString(next), more);
    }

    @Override
    public Future<List<Position>> positions() {
        return read(() -> {
            synchronized (venue) {
                return venue.books.positions(venue.now());
            }
        });
    }

    @Override
    public Future<Balance> balance() {
        return read(venue::balance);
    }

    @Override
    public Future<PriceQuote> marketPrice(Symbol symbol) {
        return read(() -> {
            synchronized (venue) {
                BigDecimal price = venue.books.prices.get(symbol);
                if (price == null && venue.has(Fault.INVENTS_A_PRICE)) {
                    price = BigDecimal.ONE;
                }
                if (price == null) {
                    throw new BrokerException(new BrokerFault.Unavailable("no price of " + symbol));
                }
                BigDecimal told = venue.has(Fault.QUOTES_AN_OLD_PRICE) ? new BigDecimal("50000") : price;
                return new PriceQuote(symbol, told, told, told, told, venue.now());
            }
        });
    }

    @Override
    public Subscription listen(Consumer<BrokerEvent> listener) {
        listeners.add(listener);
        return venue.has(Fault.KEEPS_TELLING_CANCELLED_LISTENERS) ? () -> {} : () -> listeners.remove(listener);
    }

    @Override
    public Future<Void> close() {
        boolean again = closed.getAndSet(true);
        listeners.clear();
        return again && venue.has(Fault.CLOSE_TWICE_FAILS)
                ? Future.failedFuture(new IllegalStateException("closed before"))
                : Future.succeededFuture();
    }

    void disconnect() {
        tell(new BrokerEvent.ConnectionChanged(BrokerEvent.Connection.DOWN, "cut", venue.now()));
        connected = false;
    }

    void reconnect() {
        connected = true;
        if (!venue.has(Fault.TELLS_NO_RESET)) {
            tell(new BrokerEvent.ConnectionChanged(BrokerEvent.Connection.RESET, "back", venue.now()));
        }
    }

    private void tell(BrokerEvent event) {
        if (!connected) {
            return;
        }
        if (venue.has(Fault.TELLS_FROM_MANY_THREADS)) {
            for (int i = 0; i < 8; i++) {
                Thread.ofPlatform().start(() -> deliver(event));
            }
        } else if (venue.has(Fault.TELLS_UPDATES_BACKWARDS) && event instanceof BrokerEvent.OrderUpdated updated) {
            tellBackwards(updated);
        } else {
            context.runOnContext(ignored -> deliver(event));
        }
    }

    private void tellBackwards(BrokerEvent.OrderUpdated event) {
        if (!event.order().state().isFinal()) {
            heldBack.add(event);
            return;
        }
        context.runOnContext(ignored -> deliver(event));
        BrokerEvent.OrderUpdated early = heldBack.poll();
        if (early != null) {
            context.runOnContext(ignored -> deliver(early));
        }
    }

    private void deliver(BrokerEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    private Future<WriteResult> write(Capability needed, Supplier<WriteResult> work) {
        if (!capabilities.contains(needed)) {
            return Future.succeededFuture(
                    new WriteResult.Rejected(RejectReason.UNSUPPORTED, "", "this broker has no " + needed));
        }
        return write(work);
    }

    private Future<WriteResult> write(Supplier<WriteResult> work) {
        if (closed.get() && !venue.has(Fault.TRADES_AFTER_CLOSE)) {
            return Future.succeededFuture(new WriteResult.NotSent(new BrokerFault.Unavailable("closed")));
        }
        return later(work);
    }

    private <T> Future<T> read(Supplier<T> work) {
        if (closed.get() && !venue.has(Fault.READS_AFTER_CLOSE)) {
            return Future.failedFuture(new BrokerException(new BrokerFault.Unavailable("closed")));
        }
        return later(work);
    }

    private <T> Future<T> later(Supplier<T> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                promise.complete(work.get());
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }
}
