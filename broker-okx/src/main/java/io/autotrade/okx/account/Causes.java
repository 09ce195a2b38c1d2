package io.autotrade.okx.account;

import io.autotrade.broker.OrderOrigin;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.Cause;
import io.autotrade.okx.model.FillRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.Query;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who caused an order or fill. The children of protective orders do not say so themselves: their algo order
 * is asked, once.
 */
final class Causes {

    private static final int REMEMBERED = 5_000;

    private final Venue venue;
    private final Algos algos;
    private final Map<String, AlgoRow> algosById = new Recent<>(REMEMBERED);
    private final Map<String, Cause> byOrderId = new Recent<>(REMEMBERED);

    Causes(Venue venue, Algos algos) {
        this.venue = venue;
        this.algos = algos;
    }

    /** Takes note of a protective order that was seen. */
    void remember(AlgoRow algo) {
        algosById.put(algo.algoId(), algo);
    }

    Future<Cause> of(OrderRow order) {
        if (order.algoId().isEmpty()) {
            Cause cause = new Cause(order.clientOrderId(), order.plainOrigin());
            byOrderId.put(order.orderId(), cause);
            return Future.succeededFuture(cause);
        }
        Cause known = byOrderId.get(order.orderId());
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return algo(order.algoId()).map(algo -> {
            Cause cause = algo == null ? new Cause(null, OrderOrigin.EXTERNAL) : algo.cause(order.averagePrice());
            if (algo == null || algo.tellsSide() || order.averagePrice() != null) {
                byOrderId.put(order.orderId(), cause);
            }
            return cause;
        });
    }

    Future<Cause> of(FillRow fill) {
        Cause plain = fill.plainCause().orElse(byOrderId.get(fill.orderId()));
        if (plain != null) {
            return Future.succeededFuture(plain);
        }
        Query query = Query.of("instId", fill.spec().symbol().value()).and("ordId", fill.orderId());
        return venue.rest()
                .find(Endpoint.ORDER, fill.spec().symbol().value(), query)
                .compose(rows -> rows.isEmpty()
                        ? Future.succeededFuture(new Cause(null, OrderOrigin.EXTERNAL))
                        : of(new OrderRow(rows.getFirst(), fill.spec())));
    }

    private Future<@Nullable AlgoRow> algo(String algoId) {
        AlgoRow known = algosById.get(algoId);
        if (known != null && known.tellsSide()) {
            return Future.succeededFuture(known);
        }
        return algos.byAlgoId(algoId).map(found -> {
            found.ifPresent(this::remember);
            return found.orElse(known);
        });
    }
}
