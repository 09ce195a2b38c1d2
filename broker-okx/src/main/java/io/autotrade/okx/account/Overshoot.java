package io.autotrade.okx.account;

import io.autotrade.broker.Position;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.Contracts;
import io.autotrade.okx.model.FillRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.Tags;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.Query;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes back what a protective order did too much. A stop that OKX attached to an entry does not only reduce: triggered
 * when its position is gone already, it opens one the other way, which nobody has decided. Only what the newest
 * execution of such a stop opened is closed; a position of anybody else is left alone.
 */
final class Overshoot {

    private static final Duration SAME_MOMENT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofMillis(900);
    private static final Duration AGAIN = Duration.ofMillis(400);
    private static final int NEWEST = 20;
    private static final int LOOKS = 30;
    private static final int LOOKS_AT_ONE = 8;

    private final Venue venue;
    private final Reads reads;
    private final Algos algos;
    private final StopExit exit;
    private final Set<Symbol> checking = new HashSet<>();

    /** Positions that were looked at, and how often: executions may be listed late, but not for ever. */
    private final Map<Instant, Integer> looked = new Recent<>(100);

    private boolean stopped;

    private record Culprit(OrderRow order, AlgoRow algo) {}

    Overshoot(Venue venue, Reads reads, Algos algos, StopExit exit) {
        this.venue = venue;
        this.reads = reads;
        this.algos = algos;
        this.exit = exit;
    }

    void stop() {
        stopped = true;
    }

    /** A position was seen that has no stop and belongs to no entry of this process. */
    void check(Position position) {
        int looks = looked.getOrDefault(position.updatedAt(), 0) + 1;
        looked.put(position.updatedAt(), looks);
        // In the long/short mode every order names its position, and cannot open the other.
        boolean possible = !venue.profile().hedged() && looks <= LOOKS_AT_ONE;
        if (possible && checking.add(position.symbol())) {
            look(position.symbol(), 1);
        }
    }

    private void look(Symbol symbol, int look) {
        venue.loop().within(ANSWER, settled(symbol)).onComplete(done -> {
            boolean over = done.succeeded() && done.result();
            if (over || stopped || look >= LOOKS) {
                checking.remove(symbol);
            } else {
                venue.loop().after(AGAIN, () -> look(symbol, look + 1));
            }
        });
    }

    /** True when there is nothing to take back, or no longer. */
    private Future<Boolean> settled(Symbol symbol) {
        return reads.certainPositionRows(symbol.value()).compose(held -> {
            if (held.isEmpty()) {
                return Future.succeededFuture(true);
            }
            PositionRow position = held.getFirst();
            return culprit(position)
                    .compose(found -> found.isEmpty()
                            ? Future.succeededFuture(true)
                            : takeBack(
                                    position, found.get().order(), found.get().algo()));
        });
    }

    private Future<Boolean> takeBack(PositionRow position, OrderRow order, AlgoRow algo) {
        Contracts done = new Contracts(order.row().decimal("accFillSz"));
        return exit.reduce(
                        position,
                        java.util.Objects.requireNonNull(algo.clientId()),
                        done.min(position.contracts()),
                        Tags.STOP)
                .map(result -> false);
    }

    /** The protective order of ours whose execution was the last change of this position, in its direction. */
    private Future<Optional<Culprit>> culprit(PositionRow position) {
        String instId = position.spec().symbol().value();
        Query newest = Query.of("instType", "SWAP").and("instId", instId).and("limit", Integer.toString(NEWEST));
        return venue.rest().read(Endpoint.FILLS, "", newest).compose(rows -> {
            Instant changed = position.row().time("uTime");
            List<FillRow> opening = venue.swaps(rows, FillRow::new).stream()
                    .filter(fill -> Ticket.side(position.side().entrySide())
                            .equals(fill.row().text("side")))
                    .filter(fill -> Duration.between(fill.row().time("ts"), changed)
                                    .abs()
                                    .compareTo(SAME_MOMENT)
                            <= 0)
                    .toList();
            return opening.isEmpty() ? Future.succeededFuture(Optional.empty()) : causeOf(instId, opening.getFirst());
        });
    }

    private Future<Optional<Culprit>> causeOf(String instId, FillRow fill) {
        return venue.rest()
                .find(Endpoint.ORDER, instId, Query.of("instId", instId).and("ordId", fill.orderId()))
                .compose(rows -> {
                    if (rows.isEmpty()) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    OrderRow order = new OrderRow(rows.getFirst(), fill.spec());
                    return order.algoId().isEmpty()
                            ? Future.succeededFuture(Optional.empty())
                            : algos.byAlgoId(order.algoId())
                                    .map(algo -> algo.filter(found -> found.clientId() != null)
                                            .map(found -> new Culprit(order, found)));
                });
    }
}
