package io.autotrade.bus;

import java.util.Locale;

/**
 * State of an order as the service knows it.
 *
 * <pre>
 *   INTENDED --&gt; SENT --&gt; OPEN --&gt; PARTIALLY_FILLED --&gt; FILLED
 *      |          |         |              |
 *      |          |         +--------------+--&gt; CANCELLED
 *      |          +--&gt; REJECTED
 *      |          +--&gt; UNKNOWN --&gt; any of OPEN .. NEVER_ARRIVED, once the venue has told
 *      +--&gt; NOT_SENT
 * </pre>
 */
public enum OrderStatus {
    /** Journalled, not yet handed to the broker. After a crash the same as {@link #UNKNOWN}. */
    INTENDED,
    /** Handed to the broker, no answer yet. After a crash the same as {@link #UNKNOWN}. */
    SENT,
    OPEN,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    REJECTED,
    /** Provably nothing left the process. */
    NOT_SENT,
    /** It may or may not have arrived; the symbol is blocked until the venue has told. */
    UNKNOWN,
    /** Was unknown; the venue guarantees that it never acted on it. */
    NEVER_ARRIVED;

    /** Whether nothing can follow. */
    public boolean isFinal() {
        return switch (this) {
            case FILLED, CANCELLED, REJECTED, NOT_SENT, NEVER_ARRIVED -> true;
            case INTENDED, SENT, OPEN, PARTIALLY_FILLED, UNKNOWN -> false;
        };
    }

    /** Whether the venue's view is not known. */
    public boolean isUnresolved() {
        return this == INTENDED || this == SENT || this == UNKNOWN;
    }

    /** Lower-case name used in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
