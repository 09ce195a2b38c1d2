package io.autotrade.okx.account;

import io.autotrade.broker.RejectReason;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.Tags;
import io.autotrade.okx.rest.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** {@code cancel-all-after}, limited to entry orders by their tag, so that what protects or reduces stays. */
final class DeadMansSwitch {

    private static final long SHORTEST = 10;
    private static final long LONGEST = 120;

    private final Venue venue;
    private final Outcomes outcomes;

    DeadMansSwitch(Venue venue, Outcomes outcomes) {
        this.venue = venue;
        this.outcomes = outcomes;
    }

    Future<WriteResult> arm(Duration timeout) {
        long seconds = timeout.toMillis() / 1000 + (timeout.toMillis() % 1000 == 0 ? 0 : 1);
        if (timeout.isNegative() || seconds > LONGEST || (seconds != 0 && seconds < SHORTEST)) {
            return Future.succeededFuture(Outcomes.refuse(
                    RejectReason.INVALID_REQUEST,
                    "the time of the dead-man's switch must be 0 (off) or " + SHORTEST + " to " + LONGEST
                            + " seconds at OKX, was " + timeout.toMillis() + " ms"));
        }
        String body = new JsonObject()
                .put("timeOut", Long.toString(seconds))
                .put("tag", Tags.ENTRY)
                .encode();
        return venue.rest()
                .write(Endpoint.CANCEL_ALL_AFTER, "", body, null)
                .map(exchange -> outcomes.judge(exchange, ""));
    }
}
