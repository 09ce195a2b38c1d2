package io.autotrade.okx.account;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.Contracts;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Places, changes and cancels orders, and closes positions. */
final class OrderWrites {

    /** Answers that say a reducing order does not fit the position. */
    private static final Set<String> DOES_NOT_FIT =
            Set.of("51112", "51148", "51169", "51170", "51171", "51205", "51206");

    /** Answers that say our idea of the instrument is out of date. */
    private static final Set<String> STALE_SPEC =
            Set.of("51001", "51020", "51120", "51121", "51122", "51150", "51021", "51022");

    private final Venue venue;
    private final Reads reads;
    private final Outcomes outcomes;
    private final Leverages leverages;
    private final SentOrders sent;
    private final Aftercare aftercare;
    private final SharedRead<List<PositionRow>> positions;

    OrderWrites(
            Venue venue, Reads reads, Outcomes outcomes, Leverages leverages, SentOrders sent, Aftercare aftercare) {
        this.venue = venue;
        this.reads = reads;
        this.outcomes = outcomes;
        this.leverages = leverages;
        this.sent = sent;
        this.aftercare = aftercare;
        positions = new SharedRead<>(() -> reads.positionRows(""));
    }

    /** What is done after an order was sent. */
    interface Aftercare {

        /** Makes sure that a new position would not inherit protection; false when that is not possible now. */
        Future<Boolean> beforeEntry(PlaceOrder order);

        /** The close of a position, or of a part, was accepted. */
        Future<Void> closed(Symbol symbol, boolean completely);

        /** An order that may open or enlarge a position is about to be sent. */
        void entrySending(PlaceOrder order);

        /** An order was accepted, or may have been. */
        void sent(PlaceOrder order);

        /** An order was refused, or was not sent after all. */
        void notTaken(PlaceOrder order);
    }

    Future<WriteResult> place(PlaceOrder order) {
        SwapSpec spec = venue.instruments().find(order.symbol());
        Ticket ticket = spec == null ? null : Ticket.of(order, spec);
        Optional<WriteResult> refused = refuse(order, spec, ticket);
        if (refused.isPresent() || spec == null || ticket == null) {
            return Future.succeededFuture(refused.orElseThrow());
        }
        if (order.reduceOnly()) {
            return sendTicket(ticket);
        }
        return aftercare
                .beforeEntry(order)
                .compose(clear -> clear ? placeEntry(order, spec, ticket) : notCleared(order))
                .recover(OrderWrites::notSent);
    }

    private static Future<WriteResult> notCleared(PlaceOrder order) {
        return Future.succeededFuture(new WriteResult.NotSent(new BrokerFault.Unavailable(
                "protective orders of an earlier position of " + order.symbol() + " could not be removed yet")));
    }

    private Future<WriteResult> placeEntry(PlaceOrder order, SwapSpec spec, Ticket ticket) {
        BigDecimal leverage = order.leverage();
        if (leverage == null || leverages.isSet(spec, leverage)) {
            return sendTicket(ticket);
        }
        return leverages.set(spec, leverage).compose(result -> switch (result) {
            case WriteResult.Accepted accepted -> sendTicket(ticket);
            case WriteResult.Rejected rejected -> Future.succeededFuture(result);
            case WriteResult.NotSent notSent -> Future.succeededFuture(result);
            // The setting is in doubt, the order is not: it was never sent.
            case WriteResult.Unknown unknown -> Future.succeededFuture(new WriteResult.NotSent(unknown.fault()));
        });
    }

    private Optional<WriteResult> refuse(PlaceOrder order, @Nullable SwapSpec spec, @Nullable Ticket ticket) {
        if (spec == null || ticket == null) {
            return refusal(
                    RejectReason.UNKNOWN_SYMBOL,
                    "symbol " + order.symbol() + " is not a " + venue.currency()
                            + " perpetual swap this account may trade");
        }
        if (sent.contains(order.clientOrderId())) {
            return refusal(
                    RejectReason.DUPLICATE_CLIENT_ORDER_ID,
                    "client order id " + order.clientOrderId() + " was used before");
        }
        if (spec.state() == Instrument.State.SUSPENDED
                || (spec.state() == Instrument.State.POST_ONLY && order.type() != OrderType.POST_ONLY)) {
            return refusal(RejectReason.SYMBOL_NOT_TRADING, order.symbol() + " is not traded at OKX now");
        }
        if (isExpired(order)) {
            return refusal(RejectReason.EXPIRED, "the order was to be placed before " + order.notAfter());
        }
        return ticket.problem();
    }

    private static Optional<WriteResult> refusal(RejectReason reason, String message) {
        return Optional.of(Outcomes.refuse(reason, message));
    }

    private boolean isExpired(PlaceOrder order) {
        Instant notAfter = order.notAfter();
        return notAfter != null && venue.clock().instant().isAfter(notAfter);
    }

    /** In the long/short mode it must be known which position an order is meant for. */
    private Future<WriteResult> sendTicket(Ticket ticket) {
        if (!venue.profile().hedged()) {
            return send(ticket);
        }
        return positions
                .fresh()
                .map(all -> all.stream()
                        .filter(position ->
                                position.spec().symbol().equals(ticket.order().symbol()))
                        .toList())
                .compose(held -> switch (ticket.aim(held)) {
                    case Ticket.Aim.Refused refused -> Future.succeededFuture(refused.result());
                    case Ticket.Aim.At at -> send(ticket.at(at.side()));
                })
                .recover(OrderWrites::notSent);
    }

    private Future<WriteResult> send(Ticket ticket) {
        PlaceOrder order = ticket.order();
        ClientOrderId id = order.clientOrderId();
        if (isExpired(order)) {
            return Future.succeededFuture(
                    Outcomes.refuse(RejectReason.EXPIRED, "the order was to be placed before " + order.notAfter()));
        }
        if (sent.contains(id)) {
            return Future.succeededFuture(Outcomes.refuse(
                    RejectReason.DUPLICATE_CLIENT_ORDER_ID, "client order id " + id + " was used before"));
        }
        if (!venue.rest().clock().isReliable()) {
            return Future.succeededFuture(new WriteResult.NotSent(
                    new BrokerFault.Unavailable("the time at OKX is not known well enough to send orders")));
        }
        Instant expiry = expiry(order);
        sent.sending(id, expiry);
        if (!order.reduceOnly()) {
            aftercare.entrySending(order);
        }
        String body = ticket.body(venue.profile()).encode();
        return venue.rest()
                .write(Endpoint.PLACE, order.symbol().value(), body, expiry)
                .compose(exchange -> settle(ticket, outcomes.judge(exchange, "ordId")));
    }

    private Future<WriteResult> settle(Ticket ticket, WriteResult result) {
        PlaceOrder order = ticket.order();
        String code = Outcomes.rejectionCode(result);
        if (code != null && STALE_SPEC.contains(code)) {
            venue.instruments()
                    .load()
                    .onFailure(failure ->
                            venue.logger().warn("OKX instruments could not be read again: {}", failure.getMessage()));
        }
        switch (result) {
            case WriteResult.Accepted accepted -> aftercare.sent(order);
            case WriteResult.NotSent notSent -> {
                sent.forget(order.clientOrderId());
                aftercare.notTaken(order);
            }
            case WriteResult.Rejected rejected -> {
                aftercare.notTaken(order);
                if (code != null && DOES_NOT_FIT.contains(code) && order.reduceOnly() && !ticket.trimmed()) {
                    sent.forget(order.clientOrderId());
                    return trim(ticket, result);
                }
            }
            case WriteResult.Unknown unknown ->
                // Stays noted: the id may be in use, and its expiry is what can prove that it is not.
                aftercare.sent(order);
        }
        return Future.succeededFuture(result);
    }

    /** OKX refuses a reducing order that is larger than the position; the service means "at most". */
    private Future<WriteResult> trim(Ticket ticket, WriteResult refused) {
        PlaceOrder order = ticket.order();
        return reads.certainPositionRows(order.symbol().value())
                .compose(held -> {
                    Optional<PositionRow> reduced = held.stream()
                            .filter(position -> position.side().exitSide() == order.side())
                            .findFirst();
                    if (reduced.isEmpty()) {
                        return Future.succeededFuture(Outcomes.refuse(
                                RejectReason.NO_POSITION, "there is no position of " + order.symbol() + " to reduce"));
                    }
                    Contracts size = reduced.get().contracts().min(ticket.size());
                    return size.equals(ticket.size()) ? Future.succeededFuture(refused) : send(ticket.trimmedTo(size));
                })
                .recover(OrderWrites::notSent);
    }

    /** The moment, on the server's clock, after which OKX must not act on the order. */
    private Instant expiry(PlaceOrder order) {
        Instant now = venue.rest().clock().instant();
        Duration lifetime = SentOrders.LIFETIME;
        Instant notAfter = order.notAfter();
        if (notAfter != null) {
            Duration left = Duration.between(venue.clock().instant(), notAfter);
            lifetime = left.compareTo(lifetime) < 0 ? left : lifetime;
        }
        return now.plus(lifetime);
    }

    Future<WriteResult> amend(AmendOrder change) {
        SwapSpec spec = venue.instruments().find(change.symbol());
        if (spec == null) {
            return Future.succeededFuture(
                    Outcomes.refuse(RejectReason.UNKNOWN_SYMBOL, "symbol " + change.symbol() + " is not known"));
        }
        JsonObject body = new JsonObject()
                .put("instId", change.symbol().value())
                .put("clOrdId", change.clientOrderId().value());
        BigDecimal quantity = change.newQuantity();
        if (quantity != null) {
            Contracts size = spec.floor(quantity);
            if (size.compareTo(spec.minimum()) < 0) {
                return Future.succeededFuture(Ticket.tooSmall(spec, quantity));
            }
            body.put("newSz", size.wire());
        }
        return withPrice(change, spec, body)
                .compose(done -> venue.rest()
                        .write(Endpoint.AMEND, change.symbol().value(), body.encode(), lifetimeFromNow())
                        .map(exchange -> outcomes.judge(exchange, "ordId")))
                .recover(OrderWrites::notSent);
    }

    /** The tick is rounded to the passive side, which depends on the side of the order. */
    private Future<Void> withPrice(AmendOrder change, SwapSpec spec, JsonObject body) {
        BigDecimal price = change.newLimitPrice();
        if (price == null) {
            return Future.succeededFuture();
        }
        BigDecimal nearest = spec.nearest(price);
        if (nearest.compareTo(price) == 0) {
            body.put("newPx", nearest.toPlainString());
            return Future.succeededFuture();
        }
        return reads.pending(change.symbol().value()).map(orders -> {
            orders.stream()
                    .filter(order -> change.clientOrderId().equals(order.clientOrderId()))
                    .findFirst()
                    .ifPresentOrElse(
                            order -> body.put(
                                    "newPx", spec.passive(order.side(), price).toPlainString()),
                            () -> body.put("newPx", nearest.toPlainString()));
            return null;
        });
    }

    private Instant lifetimeFromNow() {
        return venue.rest().clock().instant().plus(SentOrders.LIFETIME);
    }

    /**
     * Closes with a reduce-only market order of exactly the size of the position. The venue's own close request is not
     * used, because it takes no expiry: one that got stuck could close a later position.
     */
    Future<WriteResult> close(ClosePosition request) {
        SwapSpec spec = venue.instruments().find(request.symbol());
        if (spec == null) {
            return Future.succeededFuture(
                    Outcomes.refuse(RejectReason.UNKNOWN_SYMBOL, "symbol " + request.symbol() + " is not known"));
        }
        if (sent.contains(request.clientOrderId())) {
            return Future.succeededFuture(Outcomes.refuse(
                    RejectReason.DUPLICATE_CLIENT_ORDER_ID,
                    "client order id " + request.clientOrderId() + " was used before"));
        }
        return reads.certainPositionRows(request.symbol().value())
                .compose(held -> {
                    Optional<PositionRow> largest = held.stream().max(Comparator.comparing(PositionRow::contracts));
                    return largest.isEmpty()
                            ? Future.succeededFuture(Outcomes.refuse(
                                    RejectReason.NO_POSITION, "there is no position of " + request.symbol()))
                            : close(request, spec, largest.get());
                })
                .recover(OrderWrites::notSent);
    }

    private Future<WriteResult> close(ClosePosition request, SwapSpec spec, PositionRow position) {
        BigDecimal wanted = request.quantity();
        Contracts size =
                wanted == null ? position.contracts() : spec.floor(wanted).min(position.contracts());
        if (size.isNone()) {
            return Future.succeededFuture(Ticket.tooSmall(spec, wanted == null ? BigDecimal.ZERO : wanted));
        }
        Contracts largest = spec.maxMarket();
        Contracts part = largest == null ? size : size.min(largest);
        PlaceOrder order = PlaceOrder.marketReduceOnly(
                request.clientOrderId(), request.symbol(), position.side().exitSide(), spec.base(part));
        PositionSide side = venue.profile().hedged() ? position.side() : null;
        return send(new Ticket(order, spec, part, null, side, false)).compose(result -> {
            if (!(result instanceof WriteResult.Accepted)) {
                return Future.succeededFuture(result);
            }
            if (part.compareTo(size) < 0) {
                closeRest(request, spec, size, largest == null ? size : largest);
            }
            boolean completely = size.equals(position.contracts());
            return aftercare.closed(request.symbol(), completely).transform(done -> Future.succeededFuture(result));
        });
    }

    /**
     * A position above the largest market order is closed in parts; the parts after the first carry ids of their own.
     */
    private void closeRest(ClosePosition request, SwapSpec spec, Contracts size, Contracts largest) {
        List<Contracts> parts = size.split(largest);
        for (int number = 1; number < parts.size(); number++) {
            BigDecimal quantity = spec.base(parts.get(number));
            close(new ClosePosition(partId(request.clientOrderId(), number), request.symbol(), quantity))
                    .onSuccess(result -> {
                        if (!(result instanceof WriteResult.Accepted)) {
                            venue.logger().warn("a part of the close of {} failed: {}", request.symbol(), result);
                        }
                    });
        }
    }

    static ClientOrderId partId(ClientOrderId id, int number) {
        String suffix = "p" + number;
        String base = id.value();
        int kept = Math.min(base.length(), 32 - suffix.length());
        return new ClientOrderId(base.substring(base.length() - kept) + suffix);
    }

    private static Future<WriteResult> notSent(Throwable failure) {
        return failure instanceof BrokerException known
                ? Future.succeededFuture(new WriteResult.NotSent(known.fault()))
                : Future.failedFuture(failure);
    }
}
