package io.autotrade.okx.account;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.rest.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Cancels orders. What OKX says about an order that is no longer there is ambiguous, so then the order itself is looked
 * at.
 */
final class Cancels {

    private final Venue venue;
    private final Outcomes outcomes;
    private final Algos algos;
    private final Protections protections;
    private final Lookups lookups;

    Cancels(Venue venue, Outcomes outcomes, Algos algos, Protections protections, Lookups lookups) {
        this.venue = venue;
        this.outcomes = outcomes;
        this.algos = algos;
        this.protections = protections;
        this.lookups = lookups;
    }

    Future<WriteResult> cancel(Symbol symbol, ClientOrderId id) {
        if (venue.instruments().find(symbol) == null) {
            return Future.succeededFuture(
                    Outcomes.refuse(RejectReason.UNKNOWN_SYMBOL, "symbol " + symbol + " is not known"));
        }
        return send(symbol, "clOrdId", id.value()).compose(result -> {
            return saysGone(result) ? sortOut(symbol, id, result) : Future.succeededFuture(result);
        });
    }

    /** Tells what a change that OKX refused because the order is gone really met. */
    Future<WriteResult> sortOutAmend(Symbol symbol, ClientOrderId id, WriteResult result) {
        return saysGone(result)
                ? lookups.find(symbol, id)
                        .map(lookup -> judge(lookup, id, result))
                        .otherwise(result)
                : Future.succeededFuture(result);
    }

    private static boolean saysGone(WriteResult result) {
        return result instanceof WriteResult.Rejected rejected
                && (rejected.reason() == RejectReason.ORDER_NOT_FOUND
                        || rejected.reason() == RejectReason.ORDER_NOT_OPEN);
    }

    Future<WriteResult> cancel(OrderRow order) {
        return send(order.spec().symbol(), "ordId", order.orderId());
    }

    private Future<WriteResult> send(Symbol symbol, String field, String value) {
        String body =
                new JsonObject().put("instId", symbol.value()).put(field, value).encode();
        return venue.rest()
                .write(Endpoint.CANCEL, symbol.value(), body, null)
                .map(exchange -> outcomes.judge(exchange, "ordId"));
    }

    /** The id may be that of a protective order; otherwise the state of the order decides what the refusal means. */
    private Future<WriteResult> sortOut(Symbol symbol, ClientOrderId id, WriteResult refused) {
        return algos.byClientId(id.value())
                .compose(found -> {
                    Optional<AlgoRow> waiting = found.filter(AlgoRow::isLive);
                    return waiting.isPresent()
                            ? protections.cancel(List.of(waiting.get()))
                            : lookups.find(symbol, id).map(lookup -> judge(lookup, id, refused));
                })
                .otherwise(refused);
    }

    private static WriteResult judge(OrderLookup lookup, ClientOrderId id, WriteResult refused) {
        return switch (lookup) {
            case OrderLookup.Found found ->
                found.order().state().isFinal()
                        ? Outcomes.refuse(
                                RejectReason.ORDER_NOT_OPEN,
                                "order " + id + " is " + found.order().state())
                        : refused instanceof WriteResult.Rejected rejected
                                        && rejected.venueCode().equals("51410")
                                ? new WriteResult.Accepted(
                                        found.order().venueOrderId(),
                                        found.order().updatedAt())
                                : refused;
            case OrderLookup.NeverArrived never ->
                Outcomes.refuse(RejectReason.ORDER_NOT_FOUND, "there is no order " + id);
            case OrderLookup.NotVisible notVisible ->
                Outcomes.refuse(RejectReason.ORDER_NOT_FOUND, "there is no order " + id + " (now)");
        };
    }
}
