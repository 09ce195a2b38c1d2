package io.autotrade.okx.account;

import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.Contracts;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.rest.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does what a stop would have done that cannot be placed any more: closes at the market, only reducing. The order goes
 * under the id of the protection, marked as its execution, so that the books know whose it is. One order at a time: the
 * next is sent when the one before cannot act any more, and because all of them only reduce, none can do too much.
 */
final class StopExit {

    /** What has not arrived by then must not act: the position may be another one. */
    private static final Duration LIFETIME = Duration.ofMillis(1_500);

    private static final Duration MARGIN = Duration.ofMillis(300);

    /** Numbers above those of stand-ins. */
    private static final int FIRST_NUMBER = StandIns.MOST + 1;

    private static final int MOST = 80;

    private final Venue venue;
    private final Outcomes outcomes;
    private final SentOrders sent;
    private final Cancels cancels;
    private final Map<ClientOrderId, Exit> exits = new Recent<>(1_000);

    private static final class Exit {
        int orders;

        @Nullable
        ClientOrderId last;

        Instant notBefore = Instant.MIN;
    }

    StopExit(Venue venue, Outcomes outcomes, SentOrders sent, Cancels cancels) {
        this.venue = venue;
        this.outcomes = outcomes;
        this.sent = sent;
        this.cancels = cancels;
    }

    /**
     * Closes a part of a position, or all of it.
     *
     * @param tag which of its triggers this stands for
     * @return the outcome; not sent while an earlier order may still act
     */
    Future<WriteResult> reduce(PositionRow position, ClientOrderId protection, Contracts size, String tag) {
        Exit exit = exits.computeIfAbsent(protection, id -> new Exit());
        boolean possible = venue.rest().clock().isReliable() && exit.orders < MOST;
        Instant now = possible ? venue.rest().clock().instant() : Instant.MIN;
        if (!possible || now.isBefore(exit.notBefore)) {
            return Future.succeededFuture(
                    new WriteResult.NotSent(new BrokerFault.Unavailable("an exit is under way, or not possible now")));
        }
        exit.notBefore = now.plus(LIFETIME).plus(MARGIN);
        ClientOrderId before = exit.last;
        // What is left of it in a thin book would be in the way of the next.
        Future<?> cleared = before == null
                ? Future.succeededFuture()
                : cancels.cancel(position.spec().symbol(), before).otherwiseEmpty();
        return cleared.compose(done -> send(exit, position, protection, size, tag));
    }

    private Future<WriteResult> send(
            Exit exit, PositionRow position, ClientOrderId protection, Contracts size, String tag) {
        ClientOrderId id = exit.orders == 0 ? protection : StandIns.id(protection, FIRST_NUMBER + exit.orders);
        exit.orders++;
        Instant expiry = venue.rest().clock().instant().plus(LIFETIME);
        sent.sending(id, expiry);
        venue.logger()
                .warn(
                        "the {} position of {} has no stop and cannot get one; closing {} contracts",
                        position.side(),
                        position.spec().symbol(),
                        size.wire());
        venue.metrics().count("protection.exits", 1);
        return venue.rest()
                .write(
                        Endpoint.PLACE,
                        position.spec().symbol().value(),
                        body(position, id, size, tag).encode(),
                        expiry)
                .map(exchange -> {
                    WriteResult result = outcomes.judge(exchange, "ordId");
                    switch (result) {
                        case WriteResult.Accepted accepted -> exit.last = id;
                        case WriteResult.Unknown unknown -> exit.last = id;
                        case WriteResult.Rejected rejected -> exit.notBefore = Instant.MIN;
                        case WriteResult.NotSent notSent -> {
                            exit.notBefore = Instant.MIN;
                            sent.forget(id);
                        }
                    }
                    return result;
                });
    }

    private JsonObject body(PositionRow position, ClientOrderId id, Contracts size, String tag) {
        Contracts largest = position.spec().maxMarket();
        JsonObject body = new JsonObject()
                .put("instId", position.spec().symbol().value())
                .put("tdMode", venue.profile().marginMode())
                .put("clOrdId", id.value())
                .put("tag", tag)
                .put("side", Ticket.side(position.side().exitSide()))
                .put("ordType", "market")
                .put("sz", (largest == null ? size : size.min(largest)).wire());
        return venue.profile().hedged()
                ? body.put("posSide", position.side() == PositionSide.LONG ? "long" : "short")
                : body.put("reduceOnly", true);
    }
}
