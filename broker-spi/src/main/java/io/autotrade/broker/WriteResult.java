package io.autotrade.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The four outcomes of a write. Only positive evidence makes an {@link Accepted} or a {@link Rejected}; everything that
 * leaves a doubt is {@link Unknown}.
 *
 * <table>
 *   <caption>What a caller may assume</caption>
 *   <tr><td>{@link Accepted}</td><td>the venue has the request; what became of the order is told by events and reads</td></tr>
 *   <tr><td>{@link Rejected}</td><td>nothing happened and nothing will</td></tr>
 *   <tr><td>{@link NotSent}</td><td>nothing left this process (or the venue said so); the same request, same id, may be tried again</td></tr>
 *   <tr><td>{@link Unknown}</td><td>it may or may not have happened: never send again, ask by client order id</td></tr>
 * </table>
 */
public sealed interface WriteResult {

    /**
     * @param venueOrderId the venue's name for the order; null where the venue gives none
     * @param at time of the venue
     */
    record Accepted(@Nullable String venueOrderId, Instant at) implements WriteResult {
        public Accepted {
            Checks.idOrNull("venueOrderId", venueOrderId);
            Checks.time("at", at);
        }
    }

    /**
     * @param venueCode the venue's own code, empty when the adapter refused before sending
     * @param message one sentence for a person
     */
    record Rejected(RejectReason reason, String venueCode, String message) implements WriteResult {
        public Rejected {
            Checks.present("reason", reason);
            Checks.present("venueCode", venueCode);
            Checks.present("message", message);
        }
    }

    record NotSent(BrokerFault fault) implements WriteResult {
        public NotSent {
            Checks.present("fault", fault);
        }
    }

    record Unknown(BrokerFault fault) implements WriteResult {
        public Unknown {
            Checks.present("fault", fault);
        }
    }
}
