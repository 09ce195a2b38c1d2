package io.autotrade.okx.account;

import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.Query;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads protective orders; they live in an id space of their own and are listed by kind. */
final class Algos {

    private static final List<String> KINDS = List.of("conditional", "oco");
    private static final int PAGE = 100;

    private final Venue venue;

    Algos(Venue venue) {
        this.venue = venue;
    }

    /** All that wait for their trigger, of one symbol or, with an empty text, of all. */
    Future<List<AlgoRow>> waiting(String instId) {
        List<Future<List<AlgoRow>>> reads =
                KINDS.stream().map(kind -> page(kind, instId, "", List.of())).toList();
        return Future.all(reads)
                .map(all ->
                        reads.stream().flatMap(read -> read.result().stream()).toList());
    }

    private Future<List<AlgoRow>> page(String kind, String instId, String after, List<AlgoRow> before) {
        Query query = Query.of("ordType", kind)
                .and("instType", "SWAP")
                .and("instId", instId)
                .and("after", after)
                .and("limit", Integer.toString(PAGE));
        return venue.rest().read(Endpoint.ALGOS_PENDING, "", query).compose(rows -> {
            List<AlgoRow> found = new ArrayList<>(before);
            found.addAll(venue.swaps(rows, AlgoRow::new));
            return rows.isEmpty() || rows.size() < PAGE
                    ? Future.succeededFuture(List.copyOf(found))
                    : page(kind, instId, rows.getLast().required("algoId"), found);
        });
    }

    Future<Optional<AlgoRow>> byClientId(String clientId) {
        return one(Query.of("algoClOrdId", clientId));
    }

    Future<Optional<AlgoRow>> byAlgoId(String algoId) {
        return one(Query.of("algoId", algoId));
    }

    private Future<Optional<AlgoRow>> one(Query query) {
        return venue.rest()
                .find(Endpoint.ALGO, "", query)
                .map(rows -> venue.swaps(rows, AlgoRow::new).stream().findFirst());
    }
}
