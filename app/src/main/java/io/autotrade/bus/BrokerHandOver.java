package io.autotrade.bus;

import java.time.Instant;
import java.util.List;

/**
 * A step of the change from one broker to another while the service runs. A hand-over that began and neither completed
 * nor failed was cut short by a crash; the account it began with is then still the one that trades.
 *
 * @param handOverId the same for all steps of one hand-over
 * @param from broker that traded
 * @param to broker that is to trade; equal to {@code from} when a replaced plugin takes the account over
 * @param configured {@code trading.broker_type} of the configuration at that moment
 * @param detail what the step found, or why it failed; one sentence each, never a secret
 * @param by name of the operator, or {@code file} for a changed configuration
 */
public record BrokerHandOver(
        String handOverId,
        Step step,
        String from,
        String to,
        String configured,
        List<String> detail,
        String by,
        Instant at)
        implements DomainEvent {

    /** How far it is; after the last two nothing follows. */
    public enum Step {
        /** Asked for and allowed so far; nothing has changed. */
        BEGUN,
        /** The new broker answers and its account can be taken; the old one still trades. */
        READY,
        /** No new exposure, entries withdrawn, every order resolved, flat or adopted, dead man's switch released. */
        QUIET,
        /** The new broker trades from here on. */
        COMPLETED,
        /** The old broker trades on. */
        FAILED
    }

    public BrokerHandOver {
        detail = List.copyOf(detail);
    }

    /** Whether nothing more follows. */
    public boolean ended() {
        return switch (step) {
            case BEGUN, READY, QUIET -> false;
            case COMPLETED, FAILED -> true;
        };
    }
}
