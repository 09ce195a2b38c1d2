package io.autotrade.bus;

import java.util.Locale;

/** What an advisor wants done with a symbol. */
public enum Action {
    /** Open a long; with a short open, refused (no flip without close). */
    BUY,
    /** Open a short when shorts are allowed; close a long otherwise. */
    SELL,
    /** Keep the position; may move stop and target. */
    HOLD,
    /** Close the position. */
    CLOSE,
    /** Stay out. */
    NO_ENTRY;

    /** Lower-case name used in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
