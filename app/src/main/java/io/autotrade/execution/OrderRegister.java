package io.autotrade.execution;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.TransferBooked;
import io.autotrade.risk.GateInput.PendingExposure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All orders of the books as a fold over the journal. Not thread-safe; {@link Books} guards it.
 *
 * <p>Final orders are forgotten after {@value #FINAL_ORDERS_KEPT} newer ones; the ids of fills and bookings are not:
 * they must be recognised however late they are told again.
 */
final class OrderRegister {

    private static final int FINAL_ORDERS_KEPT = 2_000;
    private static final int RECENT_FILLS = 20;

    private final Map<ClientOrderId, TrackedOrder> orders = new LinkedHashMap<>();
    /** Protective orders have no order intent of their own; their owner is the entry or the move that set them. */
    private final Map<ClientOrderId, OrderIntended> protectionOwners = new HashMap<>();

    private final Deque<ClientOrderId> finalOrders = new ArrayDeque<>();
    private final Set<String> fillIds = new HashSet<>();
    private final Set<String> bookingIds = new HashSet<>();
    private final Deque<FillRecorded> recentFills = new ArrayDeque<>();

    void apply(DomainEvent event) {
        switch (event) {
            case AccountOpened opened -> clear();
            case OrderIntended intended -> intend(intended);
            case OrderChanged changed -> change(changed);
            case FillRecorded fill -> fill(fill);
            case FundingBooked booked -> bookingIds.add(booked.bookingId());
            case ForcedCloseBooked booked -> bookingIds.add(booked.bookingId());
            case TransferBooked booked -> bookingIds.add(booked.bookingId());
            default -> {
                // the other events say nothing about orders
            }
        }
    }

    /** Orders and ids belong to an account; another venue may use the same ids for other things. */
    private void clear() {
        orders.clear();
        protectionOwners.clear();
        finalOrders.clear();
        fillIds.clear();
        bookingIds.clear();
        recentFills.clear();
    }

    private void intend(OrderIntended intended) {
        if (intended.protectionId() != null) {
            protectionOwners.put(intended.protectionId(), intended);
        }
        if (intended.leg() != Leg.PROTECTION) { // a move of stop and target is no order of its own
            orders.put(intended.clientOrderId(), TrackedOrder.of(intended));
        }
    }

    private void change(OrderChanged changed) {
        TrackedOrder known = orders.get(changed.clientOrderId());
        orders.put(
                changed.clientOrderId(),
                new TrackedOrder(
                        changed.clientOrderId(),
                        known == null ? null : known.intent(),
                        newest(changed.venueOrderId(), known == null ? null : known.venueOrderId()),
                        changed.symbol(),
                        changed.side(),
                        changed.origin(),
                        changed.state(),
                        newest(changed.quantity(), known == null ? null : known.quantity()),
                        changed.filledQuantity(),
                        changed.averagePrice(),
                        changed.at()));
        if (changed.state().isFinal() && (known == null || !known.status().isFinal())) {
            finalOrders.addLast(changed.clientOrderId());
            if (finalOrders.size() > FINAL_ORDERS_KEPT) {
                orders.remove(finalOrders.removeFirst());
            }
        }
    }

    private static <T> @Nullable T newest(@Nullable T told, @Nullable T known) {
        return told != null ? told : known;
    }

    private void fill(FillRecorded fill) {
        fillIds.add(fill.fillId());
        recentFills.addLast(fill);
        if (recentFills.size() > RECENT_FILLS) {
            recentFills.removeFirst();
        }
    }

    Optional<TrackedOrder> order(ClientOrderId id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** The intent whose stop and target carry this id. */
    Optional<OrderIntended> protectionOwner(ClientOrderId id) {
        return Optional.ofNullable(protectionOwners.get(id));
    }

    boolean knowsFill(String fillId) {
        return fillIds.contains(fillId);
    }

    boolean knowsBooking(String bookingId) {
        return bookingIds.contains(bookingId);
    }

    List<TrackedOrder> unresolved() {
        return orders.values().stream()
                .filter(order -> order.status().isUnresolved())
                .toList();
    }

    List<TrackedOrder> open() {
        return orders.values().stream()
                .filter(order -> !order.status().isFinal())
                .toList();
    }

    List<OrderIntended> pendingEntries() {
        return entries().map(TrackedOrder::intent).filter(Objects::nonNull).toList();
    }

    private Stream<TrackedOrder> entries() {
        return orders.values().stream().filter(TrackedOrder::mayAddExposure);
    }

    List<FillRecorded> recentFills() {
        return List.copyOf(recentFills);
    }

    /** What entries that are not final may still add, at their limit or reference price. */
    PendingExposure pendingExposure() {
        Map<Symbol, BigDecimal> bySymbol = new HashMap<>();
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal margin = BigDecimal.ZERO;
        for (TrackedOrder order : entries().toList()) {
            OrderIntended intent = Objects.requireNonNull(order.intent());
            BigDecimal price = newest(intent.limitPrice(), intent.referencePrice());
            if (intent.quantity() == null || price == null) {
                continue;
            }
            BigDecimal left = intent.quantity().subtract(order.filledQuantity()).max(BigDecimal.ZERO);
            BigDecimal notional = left.multiply(price);
            BigDecimal leverage = intent.leverage() == null ? BigDecimal.ONE : intent.leverage();
            bySymbol.merge(order.symbol(), notional, BigDecimal::add);
            total = total.add(notional);
            margin = margin.add(notional.divide(leverage, 12, RoundingMode.UP));
        }
        return bySymbol.isEmpty() ? PendingExposure.NONE : new PendingExposure(bySymbol, total, margin);
    }
}
