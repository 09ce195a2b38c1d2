package io.autotrade.okx.account;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.Query;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out what became of a client order id: the order itself, a protective order, the history, the executions. Only
 * when all of them know nothing, and the request had expired before they were asked, it never arrived.
 */
final class Lookups {

    private static final String PAGE = "100";

    private final Venue venue;
    private final Algos algos;
    private final Causes causes;
    private final Fills fills;
    private final SentOrders sent;

    /** Told of every order that was found and is open. */
    private Consumer<OrderRow> onOpen = open -> {};

    Lookups(Venue venue, Algos algos, Causes causes, Fills fills, SentOrders sent) {
        this.venue = venue;
        this.algos = algos;
        this.causes = causes;
        this.fills = fills;
        this.sent = sent;
    }

    void onOpen(Consumer<OrderRow> told) {
        onOpen = told;
    }

    Future<OrderLookup> find(Symbol symbol, ClientOrderId id) {
        SwapSpec spec = venue.spec(symbol);
        boolean expired = sent.cannotArriveAnyMore(id, now());
        return byClientId(spec, id).compose(found -> found.isEmpty() ? elsewhere(spec, id, expired) : first(found));
    }

    private Future<OrderLookup> elsewhere(SwapSpec spec, ClientOrderId id, boolean expired) {
        return algos.byClientId(id.value()).compose(algo -> {
            if (algo.isPresent()) {
                return protective(spec, algo.get());
            }
            return history(spec, id).compose(found -> found.isEmpty() ? nowhere(spec, id, expired) : first(found));
        });
    }

    /** That it never arrived is said only when the order itself is missing a second time after all the rest. */
    private Future<OrderLookup> nowhere(SwapSpec spec, ClientOrderId id, boolean expired) {
        return fills.mentions(id.value()).compose(mentioned -> {
            if (mentioned || !expired) {
                return Future.succeededFuture(new OrderLookup.NotVisible());
            }
            return byClientId(spec, id)
                    .compose(found ->
                            found.isEmpty() ? Future.succeededFuture(new OrderLookup.NeverArrived()) : first(found));
        });
    }

    private Future<List<OrderRow>> byClientId(SwapSpec spec, ClientOrderId id) {
        String instId = spec.symbol().value();
        return venue.rest()
                .find(Endpoint.ORDER, instId, Query.of("instId", instId).and("clOrdId", id.value()))
                .map(rows -> rows(rows, spec));
    }

    private Future<List<OrderRow>> history(SwapSpec spec, ClientOrderId id) {
        Query query = Query.of("instType", "SWAP")
                .and("instId", spec.symbol().value())
                .and("limit", PAGE);
        return venue.rest()
                .read(Endpoint.ORDERS_HISTORY, "", query)
                .map(rows -> rows(rows, spec).stream()
                        .filter(order -> id.equals(order.clientOrderId()))
                        .toList());
    }

    /** A protective order that was triggered is what it became. */
    private Future<OrderLookup> protective(SwapSpec spec, AlgoRow algo) {
        causes.remember(algo);
        if (!algo.isEffective() || algo.childId().isEmpty()) {
            return Future.succeededFuture(waiting(algo));
        }
        String instId = spec.symbol().value();
        return venue.rest()
                .find(Endpoint.ORDER, instId, Query.of("instId", instId).and("ordId", algo.childId()))
                .compose(rows -> rows.isEmpty() ? Future.succeededFuture(waiting(algo)) : first(rows(rows, spec)));
    }

    private static OrderLookup waiting(AlgoRow algo) {
        List<Order> orders = algo.orders();
        return orders.isEmpty() ? new OrderLookup.NotVisible() : new OrderLookup.Found(orders.getFirst());
    }

    private Future<OrderLookup> first(List<OrderRow> found) {
        OrderRow row = found.getFirst();
        if (List.of("live", "partially_filled").contains(row.row().text("state"))) {
            onOpen.accept(row);
        }
        return causes.of(row).map(cause -> new OrderLookup.Found(row.order(cause)));
    }

    private static List<OrderRow> rows(List<Row> rows, SwapSpec spec) {
        return rows.stream().map(row -> new OrderRow(row, spec)).toList();
    }

    private Instant now() {
        return venue.rest().clock().instant();
    }
}
