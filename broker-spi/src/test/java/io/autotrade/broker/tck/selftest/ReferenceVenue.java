package io.autotrade.broker.tck.selftest;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.Balance;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Order;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.broker.tck.TckClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A venue in memory that does what the specification says, but for the faults it is given. Safe from any thread. */
final class ReferenceVenue {

    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    static final Symbol ETH = new Symbol("ETH-USDT-SWAP");
    private static final Duration FUNDING = Duration.ofHours(8);

    final TckClock clock = new TckClock(Instant.parse("2026-01-05T00:00:00Z"));
    final ReferenceBooks books;
    final VenueBook book;
    private final Set<Fault> faults;
    private final Set<Capability> capabilities;
    private final Map<Symbol, BigDecimal> leverages = new TreeMap<>();
    private Consumer<BrokerEvent> listener = event -> {};
    private @Nullable Instant switchFires;
    private boolean loseAnswer;

    ReferenceVenue(Set<Capability> capabilities, Set<Fault> faults) {
        this.faults = faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults);
        this.capabilities = capabilities;
        books = new ReferenceBooks(this.faults, event -> listener.accept(event));
        book = new VenueBook(this, event -> listener.accept(event));
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    synchronized void connect(Consumer<BrokerEvent> newListener) {
        listener = newListener;
        if (has(Fault.FORGETS_ORDERS_ON_RESTART)) {
            book.orders.values().removeIf(order -> !order.state.isFinal());
        }
    }

    List<Instrument> instruments() {
        List<Instrument> list =
                new ArrayList<>(List.of(instrument(BTC, "BTC", "0.001"), instrument(ETH, "ETH", "0.01")));
        if (has(Fault.LISTS_A_SYMBOL_TWICE)) {
            list.add(list.getFirst());
        }
        return List.copyOf(list);
    }

    private Instrument instrument(Symbol symbol, String base, String step) {
        BigDecimal unit = new BigDecimal(step);
        return new Instrument(
                symbol,
                base,
                "USDT",
                "USDT",
                unit,
                has(Fault.MINIMUM_OFF_STEP) ? unit.multiply(new BigDecimal("1.5")) : unit,
                unit.multiply(new BigDecimal("100000")),
                unit.multiply(new BigDecimal("100000")),
                new BigDecimal("0.1"),
                BigDecimal.ZERO,
                new BigDecimal("20"),
                VenuePosition.MAINTENANCE,
                capabilities.contains(Capability.FUNDING) ? FUNDING : null,
                Instrument.State.LIVE);
    }

    // Requests

    synchronized WriteResult place(PlaceOrder request) {
        boolean answer = !loseAnswer;
        loseAnswer = false;
        WriteResult result = new OrderEntry(this).place(request);
        if (answer) {
            return result;
        }
        BrokerFault lost = new BrokerFault.Unavailable("the answer was lost");
        return has(Fault.LOST_ANSWER_IS_REJECTED)
                ? new WriteResult.Rejected(RejectReason.OTHER, "", "the answer was lost")
                : new WriteResult.Unknown(lost);
    }

    synchronized WriteResult closePosition(ClosePosition request) {
        VenuePosition held = books.positions.get(request.symbol());
        if (book.orders.containsKey(request.clientOrderId())) {
            return rejected(RejectReason.DUPLICATE_CLIENT_ORDER_ID);
        }
        if (held == null) {
            return rejected(RejectReason.NO_POSITION);
        }
        BigDecimal wanted = request.quantity() == null || has(Fault.CLOSES_ALL_INSTEAD_OF_PART)
                ? held.quantity
                : request.quantity().min(held.quantity);
        return new OrderEntry(this)
                .place(PlaceOrder.marketReduceOnly(
                        request.clientOrderId(), request.symbol(), held.side.exitSide(), wanted));
    }

    synchronized WriteResult cancel(Symbol symbol, ClientOrderId id) {
        VenueOrder order = book.orders.get(id);
        if (order == null || !order.symbol.equals(symbol)) {
            return rejected(RejectReason.ORDER_NOT_FOUND);
        }
        if (order.state.isFinal()) {
            return has(Fault.CANCELS_FINAL_ORDERS) ? accepted(order) : rejected(RejectReason.ORDER_NOT_OPEN);
        }
        if (!has(Fault.CANCELS_WITHOUT_EFFECT)) {
            book.cancel(order, "cancelled on request");
        }
        return accepted(order);
    }

    synchronized WriteResult amend(AmendOrder change) {
        VenueOrder order = book.orders.get(change.clientOrderId());
        if (order == null) {
            return rejected(RejectReason.ORDER_NOT_FOUND);
        }
        if (order.state.isFinal()) {
            return rejected(RejectReason.ORDER_NOT_OPEN);
        }
        if (!has(Fault.AMENDS_WITHOUT_EFFECT)) {
            order.quantity = change.newQuantity() == null ? order.quantity : change.newQuantity();
            order.limitPrice = change.newLimitPrice() == null ? order.limitPrice : change.newLimitPrice();
            book.tell(order);
        }
        return accepted(order);
    }

    synchronized WriteResult setLeverage(Symbol symbol, BigDecimal leverage) {
        Optional<Instrument> instrument = instrument(symbol);
        if (instrument.isEmpty()) {
            return rejected(RejectReason.UNKNOWN_SYMBOL);
        }
        if (leverage.compareTo(BigDecimal.ONE) < 0
                || leverage.compareTo(instrument.get().maxLeverage()) > 0) {
            return rejected(RejectReason.INVALID_LEVERAGE);
        }
        leverages.put(symbol, leverage);
        return new WriteResult.Accepted(null, now());
    }

    synchronized WriteResult protect(Symbol symbol, Protection protection) {
        VenuePosition held = books.positions.get(symbol);
        if (held == null) {
            return rejected(RejectReason.NO_POSITION);
        }
        if (book.wrongSide(protection, held.side, books.mark(symbol))) {
            if (has(Fault.FORGETS_THE_OLD_STOP_WHEN_REFUSING)) {
                held.protection = null;
            }
            return rejected(RejectReason.INVALID_PROTECTION);
        }
        book.attach(held, protection);
        book.tellAccount(symbol);
        return new WriteResult.Accepted(null, now());
    }

    synchronized WriteResult arm(Duration timeout) {
        switchFires = timeout.isZero() ? null : now().plus(timeout);
        return new WriteResult.Accepted(null, now());
    }

    // What the world does

    synchronized void price(Symbol symbol, BigDecimal price, @Nullable BigDecimal quantity) {
        clock.advance(Duration.ofSeconds(1));
        books.prices.put(symbol, price);
        book.reach(symbol, price, quantity);
    }

    synchronized void settle(Symbol symbol, BigDecimal rate) {
        Instant now = clock.advance(Duration.ofSeconds(1));
        books.settle(new FundingRate(symbol, rate, now, FUNDING, now));
        book.tellAccount(symbol);
    }

    synchronized void advance(Duration duration) {
        Instant now = clock.advance(duration);
        Instant fires = switchFires;
        if (fires == null || now.isBefore(fires) || has(Fault.SWITCH_DOES_NOT_FIRE)) {
            return;
        }
        switchFires = null;
        book.orders.values().stream()
                .filter(order -> !order.state.isFinal() && !order.reduceOnly)
                .forEach(order -> book.cancel(order, "the dead man's switch fired"));
        if (has(Fault.SWITCH_CANCELS_PROTECTION)) {
            books.positions.values().forEach(position -> position.protection = null);
        }
    }

    synchronized void loseNextAnswer() {
        loseAnswer = true;
    }

    // Reads

    synchronized List<Order> openOrders() {
        return book.openOrders();
    }

    synchronized Optional<Order> find(Symbol symbol, ClientOrderId id) {
        return book.find(symbol, id);
    }

    synchronized Balance balance() {
        return books.balance(book.reserved(), now());
    }

    // Inside

    Instant now() {
        return clock.instant();
    }

    Optional<Instrument> instrument(Symbol symbol) {
        return instruments().stream()
                .filter(candidate -> candidate.symbol().equals(symbol))
                .findFirst();
    }

    boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    BigDecimal leverage(Symbol symbol) {
        return leverages.getOrDefault(symbol, BigDecimal.ONE);
    }

    WriteResult accepted(VenueOrder order) {
        return new WriteResult.Accepted(order.venueId, now());
    }

    WriteResult rejected(RejectReason reason) {
        return new WriteResult.Rejected(reason, "", "refused: " + reason);
    }
}
