package io.autotrade.bus;

import java.util.Locale;

/** What the risk gate made of a proposal. */
public enum VerdictOutcome {
    /** May be executed as proposed. */
    ACCEPTED,
    /** May be executed after a recorded rule changed it, only ever to less risk. */
    AMENDED,
    /** Must not be executed; at least one rule failed. */
    REFUSED,
    /** Asks for nothing to be traded (hold, no entry). */
    HELD,
    /** Came too late or the price has moved; nothing is traded. */
    EXPIRED;

    /** Lower-case name used in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
