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
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.broker.tck.TckClock;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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
    private static final BigDecimal SLIPPAGE = new BigDecimal("0.0001");
    private static final Duration FUNDING = Duration.ofHours(8);

    final TckClock clock = new TckClock(Instant.parse("2026-01-05T00:00:00Z"));
    final ReferenceBooks books;
    private final Set<Fault> faults;
    private final Set<Capability> capabilities;
    private final Map<ClientOrderId, VenueOrder> orders = new LinkedHashMap<>();
    private final Map<Symbol, BigDecimal> leverages = new TreeMap<>();
    private final Map<Symbol, BigDecimal> offered = new TreeMap<>();
    private final Map<Symbol, Protection> orphans = new TreeMap<>();
    private final Map<Symbol, VenueOrder> protective = new TreeMap<>();
    private Consumer<BrokerEvent> listener = event -> {};
    private @Nullable Instant switchFires;
    private boolean loseAnswer;

    ReferenceVenue(Set<Capability> capabilities, Set<Fault> faults) {
        this.faults = faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults);
        this.capabilities = capabilities;
        books = new ReferenceBooks(this.faults, event -> listener.accept(event));
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    synchronized void connect(Consumer<BrokerEvent> newListener) {
        listener = newListener;
        if (has(Fault.FORGETS_ORDERS_ON_RESTART)) {
            orders.values().removeIf(order -> !order.state.isFinal());
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
        if (orders.containsKey(request.clientOrderId())) {
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
        VenueOrder order = orders.get(id);
        if (order == null || !order.symbol.equals(symbol)) {
            return rejected(RejectReason.ORDER_NOT_FOUND);
        }
        if (order.state.isFinal()) {
            return has(Fault.CANCELS_FINAL_ORDERS) ? accepted(order) : rejected(RejectReason.ORDER_NOT_OPEN);
        }
        if (!has(Fault.CANCELS_WITHOUT_EFFECT)) {
            cancel(order, "cancelled on request");
        }
        return accepted(order);
    }

    synchronized WriteResult amend(AmendOrder change) {
        VenueOrder order = orders.get(change.clientOrderId());
        if (order == null) {
            return rejected(RejectReason.ORDER_NOT_FOUND);
        }
        if (order.state.isFinal()) {
            return rejected(RejectReason.ORDER_NOT_OPEN);
        }
        if (!has(Fault.AMENDS_WITHOUT_EFFECT)) {
            order.quantity = change.newQuantity() == null ? order.quantity : change.newQuantity();
            order.limitPrice = change.newLimitPrice() == null ? order.limitPrice : change.newLimitPrice();
            tell(order);
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
        if (wrongSide(protection, held.side, books.mark(symbol))) {
            if (has(Fault.FORGETS_THE_OLD_STOP_WHEN_REFUSING)) {
                held.protection = null;
            }
            return rejected(RejectReason.INVALID_PROTECTION);
        }
        attach(held, protection);
        tellAccount(symbol);
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
        if (quantity == null) {
            offered.remove(symbol);
        } else {
            offered.put(symbol, quantity);
        }
        for (VenueOrder order : List.copyOf(orders.values())) {
            if (order.symbol.equals(symbol) && !order.state.isFinal() && order.crosses(price)) {
                BigDecimal limit = java.util.Objects.requireNonNull(order.limitPrice);
                BigDecimal worse = limit.multiply(BigDecimal.valueOf(1000L + 5 * order.side.sign()))
                        .movePointLeft(3);
                fill(order, has(Fault.FILLS_WORSE_THAN_THE_LIMIT) ? worse : limit, Liquidity.MAKER);
            }
        }
        trigger(symbol, price);
        tellAccount(symbol);
    }

    private void trigger(Symbol symbol, BigDecimal price) {
        VenuePosition held = books.positions.get(symbol);
        Protection orphan = orphans.get(symbol);
        if (held == null
                && orphan != null
                && orphan.targetPrice() != null
                && price.compareTo(orphan.targetPrice()) >= 0) {
            orphans.remove(symbol);
            exit(symbol, Side.SELL, BigDecimal.ONE.movePointLeft(3), orphan.id(), OrderOrigin.TARGET);
            return;
        }
        if (held == null) {
            return;
        }
        if (held.reached(held.liquidationPrice(), price, true)) {
            books.liquidate(held, now());
            afterPositionGone(symbol, held);
            return;
        }
        Protection protection = held.protection;
        if (protection == null) {
            return;
        }
        boolean stop = held.reached(protection.stopPrice(), price, true) && !has(Fault.IGNORES_STOPS);
        boolean target = held.reached(protection.targetPrice(), price, false);
        if (stop || target) {
            if (has(Fault.KEEPS_THE_SIBLING)) {
                orphans.put(symbol, protection);
            }
            exit(
                    symbol,
                    held.side.exitSide(),
                    held.quantity,
                    protection.id(),
                    stop ? OrderOrigin.STOP : OrderOrigin.TARGET);
        }
    }

    private void exit(Symbol symbol, Side side, BigDecimal quantity, ClientOrderId id, OrderOrigin origin) {
        VenueOrder order = new VenueOrder(
                id, "P" + orders.size(), symbol, side, OrderType.MARKET, quantity, null, true, origin, null, now());
        protective.put(symbol, order);
        fill(order, slipped(side, books.mark(symbol)), Liquidity.TAKER);
    }

    synchronized void settle(Symbol symbol, BigDecimal rate) {
        Instant now = clock.advance(Duration.ofSeconds(1));
        books.settle(new FundingRate(symbol, rate, now, FUNDING, now));
        tellAccount(symbol);
    }

    synchronized void advance(Duration duration) {
        Instant now = clock.advance(duration);
        Instant fires = switchFires;
        if (fires == null || now.isBefore(fires) || has(Fault.SWITCH_DOES_NOT_FIRE)) {
            return;
        }
        switchFires = null;
        orders.values().stream()
                .filter(order -> !order.state.isFinal() && !order.reduceOnly)
                .forEach(order -> cancel(order, "the dead man's switch fired"));
        if (has(Fault.SWITCH_CANCELS_PROTECTION)) {
            books.positions.values().forEach(position -> position.protection = null);
        }
    }

    synchronized void loseNextAnswer() {
        loseAnswer = true;
    }

    // Reads

    synchronized List<Order> openOrders() {
        List<Order> open = new ArrayList<>();
        orders.values().stream().filter(order -> !order.state.isFinal()).forEach(order -> open.add(order.snapshot()));
        books.positions.values().forEach(held -> open.addAll(protectiveOrders(held)));
        return open;
    }

    private List<Order> protectiveOrders(VenuePosition held) {
        Protection protection = held.protection;
        List<Order> found = new ArrayList<>();
        if (protection != null && protection.stopPrice() != null) {
            found.add(waiting(held, protection.id(), protection.stopPrice(), OrderOrigin.STOP));
        }
        if (protection != null && protection.targetPrice() != null) {
            found.add(waiting(held, protection.id(), protection.targetPrice(), OrderOrigin.TARGET));
        }
        return found;
    }

    private Order waiting(VenuePosition held, ClientOrderId id, BigDecimal trigger, OrderOrigin origin) {
        return new VenueOrder(
                        id,
                        "P",
                        held.symbol,
                        held.side.exitSide(),
                        OrderType.MARKET,
                        held.quantity,
                        trigger,
                        true,
                        origin,
                        null,
                        now())
                .snapshot();
    }

    synchronized Optional<Order> find(Symbol symbol, ClientOrderId id) {
        VenueOrder order = orders.get(id);
        if (order != null && order.symbol.equals(symbol)) {
            return order.state.isFinal() && has(Fault.FORGETS_FINAL_ORDERS)
                    ? Optional.empty()
                    : Optional.of(order.snapshot());
        }
        return openOrders().stream()
                .filter(open -> open.symbol().equals(symbol) && id.equals(open.clientOrderId()))
                .findFirst();
    }

    synchronized Balance balance() {
        return books.balance(reserved(), now());
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

    boolean taken(ClientOrderId id) {
        return orders.containsKey(id) && !has(Fault.TAKES_IDS_TWICE);
    }

    boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    BigDecimal leverage(Symbol symbol) {
        return leverages.getOrDefault(symbol, BigDecimal.ONE);
    }

    @Nullable
    BigDecimal offered(Symbol symbol) {
        return offered.get(symbol);
    }

    void add(VenueOrder order) {
        orders.put(order.id, order);
        tell(order);
    }

    /** Fills what is there; large orders in two parts. */
    void fill(VenueOrder order, BigDecimal price, Liquidity liquidity) {
        VenuePosition held = books.positions.get(order.symbol);
        BigDecimal quantity = order.open();
        BigDecimal there = offered.get(order.symbol);
        quantity = there == null ? quantity : quantity.min(there);
        if (order.reduceOnly
                && order.origin == OrderOrigin.SERVICE
                && !has(Fault.FLIPS_ON_REDUCE_ONLY)
                && !has(Fault.OPENS_ON_REDUCE_ONLY)) {
            quantity = held == null ? BigDecimal.ZERO : quantity.min(held.quantity);
            order.quantity = order.filled.add(quantity);
        }
        BigDecimal step = instrument(order.symbol).orElseThrow().quantityStep();
        BigDecimal half = quantity.divide(BigDecimal.TWO.multiply(step), 0, RoundingMode.DOWN)
                .multiply(step);
        for (BigDecimal part : List.of(half, quantity.subtract(half))) {
            if (part.signum() > 0) {
                execute(order, part, price, liquidity);
            }
        }
    }

    private void execute(VenueOrder order, BigDecimal quantity, BigDecimal price, Liquidity liquidity) {
        VenuePosition before = books.positions.get(order.symbol);
        boolean gone = books.execute(order, quantity, price, liquidity, leverage(order.symbol), now());
        VenuePosition held = books.positions.get(order.symbol);
        if (order.protection != null && held != null) {
            attach(held, order.protection);
        }
        tell(order);
        if (gone && before != null) {
            afterPositionGone(order.symbol, before);
        }
        tellAccount(order.symbol);
    }

    private void attach(VenuePosition held, Protection protection) {
        if (!has(Fault.DROPS_PROTECTION_SILENTLY)) {
            held.protection = protection;
        }
    }

    private void afterPositionGone(Symbol symbol, VenuePosition before) {
        if (has(Fault.KEEPS_PROTECTION_AFTER_CLOSE) && before.protection != null) {
            orphans.put(symbol, before.protection);
        }
        if (!has(Fault.KEEPS_REDUCE_ONLY_ORDERS)) {
            orders.values().stream()
                    .filter(order -> order.symbol.equals(symbol) && order.reduceOnly && !order.state.isFinal())
                    .forEach(order -> cancel(order, "the position is gone"));
        }
        listener.accept(new BrokerEvent.PositionClosed(symbol, now()));
    }

    void cancel(VenueOrder order, String why) {
        order.cancel(why, now());
        tell(order);
    }

    private void tell(VenueOrder order) {
        listener.accept(new BrokerEvent.OrderUpdated(order.snapshot()));
    }

    private void tellAccount(Symbol symbol) {
        if (books.position(symbol, now()) instanceof io.autotrade.broker.Position position) {
            listener.accept(new BrokerEvent.PositionChanged(position));
        }
        listener.accept(new BrokerEvent.BalanceChanged(balance()));
    }

    /** Margin for entries that rest. */
    BigDecimal reserved() {
        return orders.values().stream()
                .filter(order -> !order.state.isFinal() && !order.reduceOnly && order.limitPrice != null)
                .map(order -> order.open()
                        .multiply(java.util.Objects.requireNonNull(order.limitPrice))
                        .divide(leverage(order.symbol), MathContext.DECIMAL64))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal slipped(Side side, BigDecimal price) {
        BigDecimal far = has(Fault.FILLS_FAR_FROM_THE_MARKET) ? new BigDecimal("0.05") : SLIPPAGE;
        return price.multiply(BigDecimal.ONE.add(far.multiply(BigDecimal.valueOf(side.sign()))));
    }

    boolean wrongSide(Protection protection, PositionSide side, BigDecimal price) {
        boolean stop = protection.stopPrice() != null
                && protection.stopPrice().subtract(price).signum() * side.sign() >= 0;
        boolean target = protection.targetPrice() != null
                && protection.targetPrice().subtract(price).signum() * side.sign() <= 0;
        return (stop || target) && !has(Fault.ACCEPTS_STOP_ON_THE_WRONG_SIDE);
    }

    WriteResult accepted(VenueOrder order) {
        return new WriteResult.Accepted(order.venueId, now());
    }

    WriteResult rejected(RejectReason reason) {
        return new WriteResult.Rejected(reason, "", "refused: " + reason);
    }

    int count() {
        return orders.size();
    }

    static boolean open(VenueOrder order) {
        return order.state == OrderState.OPEN || order.state == OrderState.PARTIALLY_FILLED;
    }
}
