package io.autotrade.execution;

import io.autotrade.broker.Booking;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.TransferBooked;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a venue tells into journal events, each fact exactly once however often and by whatever way it is told.
 * Remembers what it has passed on and the books do not show yet. Safe from any thread.
 */
final class VenueNews {

    private static final int REMEMBERED = 10_000;

    private final Books books;
    private final Map<String, Boolean> passedOn = bounded();
    private final Map<ClientOrderId, TrackedOrder> latest = bounded();

    VenueNews(Books books) {
        this.books = books;
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** Forgets what was passed on and is not in the books, so that it is passed on again. */
    synchronized void forget() {
        passedOn.clear();
        latest.clear();
    }

    synchronized List<DomainEvent> order(Order order) {
        ClientOrderId id = order.clientOrderId() != null ? order.clientOrderId() : externalId(order.venueOrderId());
        OrderStatus status = OrderTransitions.statusOf(order);
        Optional<TrackedOrder> known = known(id);
        if (known.isPresent() && !OrderTransitions.isNews(known.get(), status, order.filledQuantity())) {
            return List.of();
        }
        return List.of(changed(
                id,
                known.orElse(null),
                order.venueOrderId(),
                order,
                status,
                order.quantity().signum() == 0 ? null : order.quantity(),
                "",
                order.reason()));
    }

    /** What the reply to a write told about an order of ours; empty when pushes have told more already. */
    synchronized List<DomainEvent> reply(
            OrderIntended intent,
            OrderStatus status,
            @Nullable String venueOrderId,
            String venueCode,
            String detail,
            Instant at) {
        TrackedOrder known = known(intent.clientOrderId()).orElse(TrackedOrder.of(intent));
        if (!OrderTransitions.isNews(known, status, known.filledQuantity())) {
            return List.of();
        }
        OrderChanged change = new OrderChanged(
                intent.clientOrderId(),
                intent.decisionId(),
                venueOrderId,
                intent.symbol(),
                intent.side(),
                status,
                intent.quantity(),
                known.filledQuantity(),
                known.averagePrice(),
                OrderOrigin.SERVICE,
                venueCode,
                detail,
                at);
        remember(known, change);
        return List.of(change);
    }

    private OrderChanged changed(
            ClientOrderId id,
            @Nullable TrackedOrder known,
            @Nullable String venueOrderId,
            Order order,
            OrderStatus status,
            @Nullable BigDecimal quantity,
            String venueCode,
            String detail) {
        OrderChanged change = new OrderChanged(
                id,
                decisionOf(id, known),
                venueOrderId,
                order.symbol(),
                order.side(),
                status,
                quantity,
                order.filledQuantity(),
                order.averagePrice(),
                order.origin(),
                venueCode,
                detail,
                order.updatedAt());
        remember(known, change);
        return change;
    }

    private void remember(@Nullable TrackedOrder known, OrderChanged change) {
        latest.put(
                change.clientOrderId(),
                new TrackedOrder(
                        change.clientOrderId(),
                        known == null ? null : known.intent(),
                        change.venueOrderId(),
                        change.symbol(),
                        change.side(),
                        change.origin(),
                        change.state(),
                        change.quantity(),
                        change.filledQuantity(),
                        change.averagePrice(),
                        change.at()));
    }

    private Optional<TrackedOrder> known(ClientOrderId id) {
        TrackedOrder remembered = latest.get(id);
        return remembered != null ? Optional.of(remembered) : books.order(id);
    }

    private @Nullable String decisionOf(ClientOrderId id, @Nullable TrackedOrder known) {
        if (known != null && known.decisionId() != null) {
            return known.decisionId();
        }
        return books.protectionOwner(id).map(OrderIntended::decisionId).orElse(null);
    }

    /** @param missed whether a push should have told this fill and did not */
    synchronized List<DomainEvent> fill(Fill fill, boolean missed) {
        if (books.knowsFill(fill.fillId()) || passedOn.put("fill/" + fill.fillId(), true) != null) {
            return List.of();
        }
        ClientOrderId id = fill.clientOrderId();
        TrackedOrder order = id == null ? null : known(id).orElse(null);
        boolean unrecorded = isUnrecorded(fill);
        List<DomainEvent> events = new ArrayList<>();
        events.add(new FillRecorded(
                fill.fillId(),
                id,
                fill.venueOrderId(),
                id == null ? null : decisionOf(id, order),
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fee(),
                fill.feeCurrency(),
                fill.liquidity(),
                fill.origin(),
                fill.at()));
        if (fill.origin() == OrderOrigin.EXTERNAL) {
            events.add(difference("manual_trade", fill, "no order of this service"));
            events.add(AlertCode.MANUAL_TRADE.raised(
                    AlertRaised.Severity.WARNING,
                    "somebody else traded " + fill.symbol() + " on this account; the books follow it",
                    fill.symbol(),
                    fill.at()));
        } else if (unrecorded) {
            events.add(difference("order_unrecorded", fill, "no intent; it was sent while the database was away"));
        } else if (missed) {
            events.add(difference("fill_missed", fill, "not told by the venue's push"));
        }
        return events;
    }

    /** An order of ours whose intent did not become durable: the process ended while the database was away. */
    synchronized boolean isUnrecorded(Fill fill) {
        ClientOrderId id = fill.clientOrderId();
        return fill.origin() == OrderOrigin.SERVICE
                && id != null
                && !books.knowsFill(fill.fillId())
                && known(id).isEmpty()
                && books.protectionOwner(id).isEmpty();
    }

    private static ReconciliationDifference difference(String kind, Fill fill, String local) {
        String venue = fill.side() + " " + fill.quantity().toPlainString() + " at "
                + fill.price().toPlainString() + ", fill " + fill.fillId();
        return new ReconciliationDifference(kind, fill.symbol(), local, venue, true, fill.at());
    }

    synchronized List<DomainEvent> booking(Booking booking) {
        if (books.knowsBooking(booking.bookingId()) || passedOn.put("booking/" + booking.bookingId(), true) != null) {
            return List.of();
        }
        return switch (booking) {
            case Booking.Funding funding ->
                List.of(new FundingBooked(
                        funding.bookingId(), funding.symbol(), funding.amount(), funding.rate(), funding.at()));
            case Booking.ForcedClose forced -> forced(forced);
            case Booking.Transfer transfer ->
                List.of(new TransferBooked(transfer.bookingId(), transfer.amount(), transfer.note(), transfer.at()));
        };
    }

    private static List<DomainEvent> forced(Booking.ForcedClose forced) {
        String message = "the venue " + (forced.kind() == Booking.ForcedKind.ADL ? "deleveraged " : "liquidated ")
                + forced.quantity().toPlainString() + " " + forced.symbol() + " at "
                + forced.price().toPlainString();
        return List.of(
                new ForcedCloseBooked(
                        forced.bookingId(),
                        forced.kind(),
                        forced.symbol(),
                        forced.side(),
                        forced.quantity(),
                        forced.price(),
                        forced.fee(),
                        forced.at()),
                AlertCode.FORCED_CLOSE.raised(AlertRaised.Severity.CRITICAL, message, forced.symbol(), forced.at()));
    }

    /** A stable id for an order of somebody else that carries none of its own. */
    private static ClientOrderId externalId(@Nullable String venueOrderId) {
        String name = venueOrderId == null ? "" : venueOrderId;
        return new ClientOrderId("x"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")
                        .substring(0, 31));
    }
}
