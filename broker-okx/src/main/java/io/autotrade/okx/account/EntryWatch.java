package io.autotrade.okx.account;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.Tags;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks after orders once they are accepted: attached protection must come to life with the fill, and is placed again
 * when it did not; a market order must not rest, which at OKX it may in a thin book.
 */
final class EntryWatch implements OrderWrites.Aftercare {

    private static final Duration PATIENCE = Duration.ofMillis(1200);
    private static final Duration AGAIN = Duration.ofMillis(400);
    private static final int REPAIRS = 20;
    private static final int LOOKS = 40;

    private final Venue venue;
    private final Reads reads;
    private final Algos algos;
    private final Protections protections;
    private final Lookups lookups;
    private final Cancels cancels;
    private final Sweeper sweeper;
    private final Map<ClientOrderId, PlaceOrder> protectedEntries = new Recent<>(1_000);
    private final Set<ClientOrderId> checking = new HashSet<>();
    private boolean stopped;

    EntryWatch(
            Venue venue,
            Reads reads,
            Algos algos,
            Protections protections,
            Lookups lookups,
            Cancels cancels,
            Sweeper sweeper) {
        this.venue = venue;
        this.reads = reads;
        this.algos = algos;
        this.protections = protections;
        this.lookups = lookups;
        this.cancels = cancels;
        this.sweeper = sweeper;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public Future<Boolean> beforeEntry(PlaceOrder order) {
        return sweeper.clear(order.symbol());
    }

    @Override
    public void entrySending(PlaceOrder order) {
        sweeper.entrySent(order.symbol());
        if (order.protection() != null) {
            sweeper.suspect(order.symbol());
            protectedEntries.put(order.clientOrderId(), order);
        }
    }

    @Override
    public void sent(PlaceOrder order) {
        if (order.type() == OrderType.MARKET || order.protection() != null) {
            venue.loop().after(PATIENCE, () -> follow(order, 1));
        }
    }

    /** An open order was found, perhaps of an earlier run that nobody follows any more. */
    void found(OrderRow order) {
        String tag = order.row().text("tag");
        boolean old = order.row()
                .time("cTime")
                .plus(PATIENCE)
                .isBefore(venue.rest().clock().instant());
        boolean ours = tag.equals(Tags.ENTRY) || tag.equals(Tags.EXIT);
        if (ours && old && order.row().text("ordType").equals("market")) {
            cancelRest(order, 1);
        }
    }

    @Override
    public Future<Void> closed(Symbol symbol, boolean completely) {
        if (completely) {
            sweeper.closeSent(symbol);
            return Future.succeededFuture();
        }
        return protections.fit(symbol).otherwiseEmpty();
    }

    /** An update of an order was told. */
    void told(Order order) {
        ClientOrderId id = order.clientOrderId();
        PlaceOrder entry = id == null ? null : protectedEntries.get(id);
        if (entry == null || order.filledQuantity().signum() == 0 || !checking.add(entry.clientOrderId())) {
            return;
        }
        venue.loop().after(PATIENCE, () -> check(entry, order.state().isFinal(), 1));
    }

    private void cancelRest(OrderRow order, int attempt) {
        if (stopped) {
            return;
        }
        cancels.cancel(order).onComplete(done -> {
            boolean known = done.succeeded()
                    && (done.result() instanceof WriteResult.Accepted || done.result() instanceof WriteResult.Rejected);
            if (!known && attempt < LOOKS) {
                venue.loop().after(AGAIN, () -> cancelRest(order, attempt + 1));
            }
        });
    }

    /** Pushes may be lost and answers too, so the order itself is asked, until the answer is definite. */
    private void follow(PlaceOrder order, int look) {
        if (stopped) {
            return;
        }
        lookups.find(order.symbol(), order.clientOrderId()).onComplete(answer -> {
            boolean again = answer.failed()
                    || switch (answer.result()) {
                        case OrderLookup.NeverArrived never -> false;
                        case OrderLookup.NotVisible notVisible -> true;
                        case OrderLookup.Found found -> isUnfinished(order, found.order());
                    };
            if (again && look < LOOKS) {
                venue.loop().after(AGAIN, () -> follow(order, look + 1));
            }
        });
    }

    private boolean isUnfinished(PlaceOrder order, Order found) {
        told(found);
        if (found.state().isFinal() || order.type() != OrderType.MARKET) {
            return false;
        }
        venue.logger().warn("market order {} rests in a thin book; the rest is cancelled", order.clientOrderId());
        cancels.cancel(order.symbol(), order.clientOrderId());
        return true;
    }

    /** While the entry can still fill, the attached protection keeps its id, and the stand-in gets another. */
    private void check(PlaceOrder entry, boolean entryIsFinal, int attempt) {
        Protection wanted = entry.protection();
        if (stopped || wanted == null) {
            return;
        }
        ClientOrderId id = entryIsFinal ? wanted.id() : OrderWrites.partId(wanted.id(), 0);
        Protection standIn = new Protection(id, wanted.stopPrice(), wanted.targetPrice());
        isThere(wanted)
                .compose(there -> there ? Future.succeededFuture(true) : repair(entry, standIn))
                .onComplete(done -> {
                    checking.remove(entry.clientOrderId());
                    boolean settled = done.succeeded() && done.result();
                    if (!settled && attempt < REPAIRS && !stopped) {
                        venue.loop().after(AGAIN, () -> check(entry, entryIsFinal, attempt + 1));
                    } else if (!settled) {
                        venue.logger()
                                .error(
                                        "the position of {} may be without its stop: protection {} could not be confirmed",
                                        entry.symbol(),
                                        wanted.id());
                    }
                });
    }

    private Future<Boolean> isThere(Protection wanted) {
        return algos.byClientId(wanted.id().value())
                .map(found -> found.filter(algo -> algo.isLive() || algo.isEffective())
                        .isPresent());
    }

    /** True when the position is protected or gone. */
    private Future<Boolean> repair(PlaceOrder entry, Protection protection) {
        Future<List<PositionRow>> positions = reads.positionRows(entry.symbol().value());
        Future<List<AlgoRow>> waiting = algos.waiting(entry.symbol().value());
        return Future.all(positions, waiting).compose(both -> {
            List<PositionRow> naked = positions.result().stream()
                    .filter(position -> position.side().entrySide() == entry.side())
                    .filter(position -> position.protection(waiting.result()).isEmpty())
                    .toList();
            if (naked.isEmpty()) {
                return Future.succeededFuture(true);
            }
            venue.logger().warn("protection of the entry {} is not live; placing it again", entry.clientOrderId());
            venue.metrics().count("protection.repaired", 1);
            return protections
                    .place(naked.getFirst(), protection)
                    .map(result -> result instanceof WriteResult.Accepted);
        });
    }
}
