package io.autotrade.api;

import io.autotrade.bus.Control;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;

/** Asks the other rooms, see {@link Control}. */
final class ControlBus {

    private static final Duration QUICK = Duration.ofSeconds(10);

    /** Whose replies come when something has ended at a model or a venue. */
    private static final Set<String> SLOW = Set.of(
            Control.SCHEDULER_TRIGGER,
            Control.PORTFOLIO_SYNC,
            Control.RUNTIME_MODE,
            Control.REDUCE,
            Control.HALT,
            Control.FLATTEN,
            Control.REARM,
            Control.DRILL);

    private final EventBus bus;
    private final Duration slow;

    /** @param slow how long an answer may take that waits for a model or a venue */
    ControlBus(EventBus bus, Duration slow) {
        this.bus = bus;
        this.slow = slow;
    }

    Future<JsonObject> ask(String address) {
        return ask(address, new JsonObject());
    }

    Future<JsonObject> ask(String address, JsonObject request) {
        Duration timeout = SLOW.contains(address) ? slow : QUICK;
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(timeout.toMillis()).setLocalOnly(true);
        return bus.<JsonObject>request(address, request, options).map(Message::body);
    }

    /** Whether a request failed because the part of the service that answers it is not there. */
    static boolean nobodyListens(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
