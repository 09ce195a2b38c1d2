package io.autotrade.broker.tck.selftest;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Orders and triggers of the reference venue, and how they meet the market. Guarded by the venue's lock. */
final class VenueBook {

    private static final BigDecimal SLIPPAGE = new BigDecimal("0.0001");

    final Map<ClientOrderId, VenueOrder> orders = new LinkedHashMap<>();
    private final Map<Symbol, BigDecimal> offered = new TreeMap<>();
    private final Map<Symbol, Protection> orphans = new TreeMap<>();
    private final ReferenceVenue venue;
    private final Consumer<BrokerEvent> events;

    VenueBook(ReferenceVenue venue, Consumer<BrokerEvent> events) {
        this.venue = venue;
        this.events = events;
    }

    /** The market has come to a price; {@code quantity} is on offer there, null for any amount. */
    void reach(Symbol symbol, BigDecimal price, @Nullable BigDecimal quantity) {
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
                fill(order, venue.has(Fault.FILLS_WORSE_THAN_THE_LIMIT) ? worse : limit, Liquidity.MAKER);
            }
        }
        trigger(symbol, price);
        tellAccount(symbol);
    }

    private void trigger(Symbol symbol, BigDecimal price) {
        VenuePosition held = venue.books.positions.get(symbol);
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
            venue.books.liquidate(held, venue.now());
            afterPositionGone(symbol, held);
            return;
        }
        Protection protection = held.protection;
        if (protection == null) {
            return;
        }
        boolean stop = held.reached(protection.stopPrice(), price, true) && !venue.has(Fault.IGNORES_STOPS);
        boolean target = held.reached(protection.targetPrice(), price, false);
        if (stop || target) {
            if (venue.has(Fault.KEEPS_THE_SIBLING)) {
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
                id,
                "P" + orders.size(),
                symbol,
                side,
                OrderType.MARKET,
                quantity,
                null,
                true,
                origin,
                null,
                venue.now());
        fill(order, slipped(side, venue.books.mark(symbol)), Liquidity.TAKER);
    }

    List<Order> openOrders() {
        List<Order> open = new ArrayList<>();
        orders.values().stream().filter(order -> !order.state.isFinal()).forEach(order -> open.add(order.snapshot()));
        venue.books.positions.values().forEach(held -> open.addAll(protectiveOrders(held)));
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
                        venue.now())
                .snapshot();
    }

    Optional<Order> find(Symbol symbol, ClientOrderId id) {
        VenueOrder order = orders.get(id);
        if (order != null && order.symbol.equals(symbol)) {
            return order.state.isFinal() && venue.has(Fault.FORGETS_FINAL_ORDERS)
                    ? Optional.empty()
                    : Optional.of(order.snapshot());
        }
        return openOrders().stream()
                .filter(open -> open.symbol().equals(symbol) && id.equals(open.clientOrderId()))
                .findFirst();
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
        VenuePosition held = venue.books.positions.get(order.symbol);
        BigDecimal quantity = order.open();
        BigDecimal there = offered.get(order.symbol);
        quantity = there == null ? quantity : quantity.min(there);
        if (order.reduceOnly
                && order.origin == OrderOrigin.SERVICE
                && !venue.has(Fault.FLIPS_ON_REDUCE_ONLY)
                && !venue.has(Fault.OPENS_ON_REDUCE_ONLY)) {
            quantity = held == null ? BigDecimal.ZERO : quantity.min(held.quantity);
            order.quantity = order.filled.add(quantity);
        }
        BigDecimal step = venue.instrument(order.symbol).orElseThrow().quantityStep();
        BigDecimal half = quantity.divide(BigDecimal.TWO.multiply(step), 0, RoundingMode.DOWN)
                .multiply(step);
        for (BigDecimal part : List.of(half, quantity.subtract(half))) {
            if (part.signum() > 0) {
                execute(order, part, price, liquidity);
            }
        }
    }

    private void execute(VenueOrder order, BigDecimal quantity, BigDecimal price, Liquidity liquidity) {
        VenuePosition before = venue.books.positions.get(order.symbol);
        boolean gone =
                venue.books.execute(order, quantity, price, liquidity, venue.leverage(order.symbol), venue.now());
        VenuePosition held = venue.books.positions.get(order.symbol);
        if (order.protection != null && held != null) {
            attach(held, order.protection);
        }
        tell(order);
        if (gone && before != null) {
            afterPositionGone(order.symbol, before);
        }
        tellAccount(order.symbol);
    }

    void attach(VenuePosition held, Protection protection) {
        if (!venue.has(Fault.DROPS_PROTECTION_SILENTLY)) {
            held.protection = protection;
        }
    }

    private void afterPositionGone(Symbol symbol, VenuePosition before) {
        if (venue.has(Fault.KEEPS_PROTECTION_AFTER_CLOSE) && before.protection != null) {
            orphans.put(symbol, before.protection);
        }
        if (!venue.has(Fault.KEEPS_REDUCE_ONLY_ORDERS)) {
            orders.values().stream()
                    .filter(order -> order.symbol.equals(symbol) && order.reduceOnly && !order.state.isFinal())
                    .forEach(order -> cancel(order, "the position is gone"));
        }
        events.accept(new BrokerEvent.PositionClosed(symbol, venue.now()));
    }

    void cancel(VenueOrder order, String why) {
        order.cancel(why, venue.now());
        tell(order);
    }

    void tell(VenueOrder order) {
        events.accept(new BrokerEvent.OrderUpdated(order.snapshot()));
    }

    void tellAccount(Symbol symbol) {
        if (venue.books.position(symbol, venue.now()) instanceof io.autotrade.broker.Position position) {
            events.accept(new BrokerEvent.PositionChanged(position));
        }
        events.accept(new BrokerEvent.BalanceChanged(venue.balance()));
    }

    /** Margin for entries that rest. */
    BigDecimal reserved() {
        return orders.values().stream()
                .filter(order -> !order.state.isFinal() && !order.reduceOnly && order.limitPrice != null)
                .map(order -> order.open()
                        .multiply(java.util.Objects.requireNonNull(order.limitPrice))
                        .divide(venue.leverage(order.symbol), MathContext.DECIMAL64))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal slipped(Side side, BigDecimal price) {
        BigDecimal far = venue.has(Fault.FILLS_FAR_FROM_THE_MARKET) ? new BigDecimal("0.05") : SLIPPAGE;
        return price.multiply(BigDecimal.ONE.add(far.multiply(BigDecimal.valueOf(side.sign()))));
    }

    boolean wrongSide(Protection protection, PositionSide side, BigDecimal price) {
        boolean stop = protection.stopPrice() != null
                && protection.stopPrice().subtract(price).signum() * side.sign() >= 0;
        boolean target = protection.targetPrice() != null
                && protection.targetPrice().subtract(price).signum() * side.sign() <= 0;
        return (stop || target) && !venue.has(Fault.ACCEPTS_STOP_ON_THE_WRONG_SIDE);
    }

    int count() {
        return orders.size();
    }

    static boolean open(VenueOrder order) {
        return order.state == OrderState.OPEN || order.state == OrderState.PARTIALLY_FILLED;
    }

    boolean taken(ClientOrderId id) {
        return orders.containsKey(id) && !venue.has(Fault.TAKES_IDS_TWICE);
    }
}
