package io.autotrade.okx.account;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.Tags;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks after orders once they are accepted: attached protection must come to life with the fill, and is placed again
 * when it did not; a market order must not rest, which at OKX it may in a thin book.
 */
final class EntryWatch implements OrderWrites.Aftercare {

    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final Duration FIRST_LOOK = Duration.ofMillis(300);
    private static final Duration ANSWER = Duration.ofMillis(900);
    private static final Duration AGAIN = Duration.ofMillis(400);
    private static final Duration RESTING = Duration.ofSeconds(2);
    private static final int LOOKS = 40;

    private final Venue venue;
    private final StopRepair stops;
    private final Protections protections;
    private final Lookups lookups;
    private final Cancels cancels;
    private final Sweeper sweeper;

    /** Orders that are looked after; one that was refused is no longer. */
    private final Set<ClientOrderId> followed = new HashSet<>();

    private boolean stopped;

    EntryWatch(
            Venue venue, StopRepair stops, Protections protections, Lookups lookups, Cancels cancels, Sweeper sweeper) {
        this.venue = venue;
        this.stops = stops;
        this.protections = protections;
        this.lookups = lookups;
        this.cancels = cancels;
        this.sweeper = sweeper;
    }

    void stop() {
        stopped = true;
        stops.stop();
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
            stops.entrySending(order);
        }
        follow(order);
    }

    @Override
    public void sent(PlaceOrder order) {
        follow(order);
    }

    @Override
    public void notTaken(PlaceOrder order) {
        followed.remove(order.clientOrderId());
    }

    /** From the moment it is sent: an answer that does not come must not keep a filled entry from being seen. */
    private void follow(PlaceOrder order) {
        boolean needed = order.type() == OrderType.MARKET || order.protection() != null;
        if (needed && followed.add(order.clientOrderId())) {
            venue.loop().after(FIRST_LOOK, () -> follow(order, 1));
        }
    }

    /** An open order was found, perhaps of an earlier run that nobody follows any more. */
    void found(OrderRow order) {
        String tag = order.row().text("tag");
        boolean ours = Tags.isOurs(tag);
        if (ours
                && isOld(order.row().time("cTime"))
                && order.row().text("ordType").equals("market")) {
            cancelRest(order, 1);
        }
    }

    private boolean isOld(Instant createdAt) {
        return createdAt.plus(PATIENCE).isBefore(venue.rest().clock().instant());
    }

    @Override
    public Future<Void> closed(Symbol symbol, boolean completely) {
        if (completely) {
            sweeper.closeSent(symbol);
            return Future.succeededFuture();
        }
        return protections.fit(symbol).otherwise(false).mapEmpty();
    }

    /** An update of an order was pushed. */
    void pushed(OrderRow order) {
        ClientOrderId id = order.clientOrderId();
        if (id != null) {
            stops.filled(id, order.filled(), order.state().isFinal());
        }
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
        if (stopped || !followed.contains(order.clientOrderId())) {
            return;
        }
        venue.loop()
                .within(ANSWER, lookups.find(order.symbol(), order.clientOrderId()))
                .onComplete(answer -> {
                    boolean open = answer.failed()
                            || switch (answer.result()) {
                                case OrderLookup.NeverArrived never -> false;
                                case OrderLookup.NotVisible notVisible -> true;
                                case OrderLookup.Found found -> isOpen(order, found.order());
                            };
                    boolean rests = order.type() != OrderType.MARKET
                            && answer.succeeded()
                            && answer.result() instanceof OrderLookup.Found;
                    if (open && (rests || look < LOOKS)) {
                        venue.loop().after(rests ? RESTING : AGAIN, () -> follow(order, look + 1));
                    } else {
                        followed.remove(order.clientOrderId());
                    }
                });
    }

    private boolean isOpen(PlaceOrder order, Order found) {
        stops.filled(
                order.clientOrderId(), found.filledQuantity(), found.state().isFinal());
        if (found.state().isFinal()) {
            return false;
        }
        if (order.type() == OrderType.MARKET && isOld(found.createdAt())) {
            venue.logger().warn("market order {} rests in a thin book; the rest is cancelled", order.clientOrderId());
            cancels.cancel(order.symbol(), order.clientOrderId());
        }
        return true;
    }
}
