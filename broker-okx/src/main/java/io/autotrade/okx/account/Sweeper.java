package io.autotrade.okx.account;

import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.Tags;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Removes what has outlived its position: protective and reducing orders of ours. OKX leaves attached ones behind,
 * where they could open a new position. Two looks at the account must agree, and an entry that was just sent postpones
 * both, so that the protection of a fresh position is never taken for an orphan.
 */
final class Sweeper {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(900);
    private static final Duration AFTER_ENTRY = Duration.ofMillis(1200);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Venue venue;
    private final Reads reads;
    private final Algos algos;
    private final Protections protections;
    private final Cancels cancels;
    private final Map<Symbol, Instant> lastEntry = new HashMap<>();
    private final Set<Symbol> suspected = new HashSet<>();
    /** Told what was read of the positions. */
    private Consumer<List<Held>> onRead = held -> {};

    private boolean running;
    private boolean again;
    private boolean stopped;

    Sweeper(Venue venue, Reads reads, Algos algos, Protections protections, Cancels cancels) {
        this.venue = venue;
        this.reads = reads;
        this.algos = algos;
        this.protections = protections;
        this.cancels = cancels;
    }

    void onRead(Consumer<List<Held>> told) {
        onRead = told;
    }

    /** An order that may open a position is being sent. */
    void entrySent(Symbol symbol) {
        lastEntry.put(symbol, venue.rest().clock().instant());
    }

    /** A position was seen and its complete close accepted, so what was entered before is no longer in the air. */
    void closeSent(Symbol symbol) {
        lastEntry.remove(symbol);
        soon();
    }

    /** A protective order of ours may exist for the symbol. */
    void suspect(Symbol symbol) {
        suspected.add(symbol);
    }

    /**
     * Removes protective orders an earlier position has left behind, before an order opens the next: it would inherit
     * them.
     *
     * @return false when they could not be removed
     */
    Future<Boolean> clear(Symbol symbol) {
        if (!suspected.contains(symbol)) {
            return Future.succeededFuture(true);
        }
        return settled(symbol).compose(done -> {
            Future<List<PositionRow>> positions = reads.certainPositionRows(symbol.value());
            Future<List<AlgoRow>> waiting = algos.waiting(symbol.value());
            return Future.all(positions, waiting).compose(both -> {
                if (!positions.result().isEmpty()) {
                    return Future.succeededFuture(true);
                }
                List<AlgoRow> ours = waiting.result().stream()
                        .filter(algo -> algo.clientId() != null)
                        .toList();
                return protections.cancel(ours).map(result -> {
                    boolean clear = result instanceof WriteResult.Accepted;
                    if (clear) {
                        suspected.remove(symbol);
                    }
                    return clear;
                });
            });
        });
    }

    private Future<Void> settled(Symbol symbol) {
        Instant now = venue.rest().clock().instant();
        Instant entry = lastEntry.get(symbol);
        if (entry == null || isSettled(symbol, now)) {
            return Future.succeededFuture();
        }
        long wait = Duration.between(now, entry.plus(AFTER_ENTRY)).toMillis() + 1;
        return venue.loop().pause(Duration.ofMillis(Math.max(1, wait)));
    }

    void stop() {
        stopped = true;
    }

    /** As {@link #soon} where protective orders of ours may exist; what a lost push would have told is found so. */
    void round() {
        if (!suspected.isEmpty()) {
            soon();
        }
    }

    /** Looks for orphans now and once more a moment later. */
    void soon() {
        if (running || stopped) {
            again = running;
            return;
        }
        running = true;
        again = false;
        look().compose(first -> first.isEmpty() ? Future.succeededFuture() : confirm(first))
                .onComplete(done -> {
                    running = false;
                    if (again || done.failed()) {
                        venue.loop().after(done.failed() ? AFTER_FAILURE : BETWEEN_LOOKS, this::soon);
                    }
                    if (done.failed() && !stopped) {
                        venue.logger()
                                .warn(
                                        "orphaned orders could not be swept: {}",
                                        done.cause().getMessage());
                    }
                });
    }

    private Future<Void> confirm(Orphans first) {
        return venue.loop().pause(BETWEEN_LOOKS).compose(fired -> look()).compose(second -> remove(first.and(second)));
    }

    private Future<Void> remove(Orphans orphans) {
        if (stopped || orphans.isEmpty()) {
            return Future.succeededFuture();
        }
        venue.logger()
                .info(
                        "sweeping {} protective and {} reducing orders without a position",
                        orphans.algos.size(),
                        orphans.orders.size());
        Future<Void> done = protections.cancel(orphans.algos).mapEmpty();
        for (OrderRow order : orphans.orders) {
            done = done.compose(before -> cancels.cancel(order)).mapEmpty();
        }
        return done;
    }

    private Future<Orphans> look() {
        Instant at = venue.rest().clock().instant();
        Future<List<AlgoRow>> waiting = algos.waiting("");
        Future<List<OrderRow>> pending = reads.pending("");
        return Future.all(waiting, pending)
                .compose(both -> reads.positionRows("").map(positions -> {
                    onRead.accept(positions.stream()
                            .map(position -> new Held(position, waiting.result()))
                            .toList());
                    waiting.result().stream()
                            .filter(algo -> algo.clientId() != null)
                            .forEach(algo -> suspect(algo.spec().symbol()));
                    Set<String> held = positions.stream().map(Sweeper::exitKey).collect(Collectors.toSet());
                    List<AlgoRow> algosLeft = waiting.result().stream()
                            .filter(algo -> algo.clientId() != null
                                    && (protections.isReplaced(algo) || isOrphan(algo, held, at)))
                            .toList();
                    List<OrderRow> ordersLeft = pending.result().stream()
                            .filter(order -> Tags.reduces(order.row().text("tag"))
                                    && isSettled(order.spec().symbol(), at)
                                    && !held.contains(order.spec().symbol() + "/" + order.side()))
                            .toList();
                    return new Orphans(algosLeft, ordersLeft);
                }));
    }

    private boolean isOrphan(AlgoRow algo, Set<String> held, Instant at) {
        return isSettled(algo.spec().symbol(), at) && !held.contains(algo.spec().symbol() + "/" + algo.side());
    }

    private boolean isSettled(Symbol symbol, Instant at) {
        Instant entry = lastEntry.get(symbol);
        return entry == null || at.isAfter(entry.plus(AFTER_ENTRY));
    }

    private static String exitKey(PositionRow position) {
        return position.spec().symbol() + "/" + position.side().exitSide();
    }

    private record Orphans(List<AlgoRow> algos, List<OrderRow> orders) {

        boolean isEmpty() {
            return algos.isEmpty() && orders.isEmpty();
        }

        Orphans and(Orphans other) {
            Set<String> algoIds = other.algos.stream().map(AlgoRow::algoId).collect(Collectors.toSet());
            Set<String> orderIds = other.orders.stream().map(OrderRow::orderId).collect(Collectors.toSet());
            return new Orphans(
                    algos.stream()
                            .filter(algo -> algoIds.contains(algo.algoId()))
                            .toList(),
                    orders.stream()
                            .filter(order -> orderIds.contains(order.orderId()))
                            .toList());
        }
    }
}
