package io.autotrade.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work at the venue during which orders or pushes do not go as usual.
 *
 * @param title for people, as the venue tells it
 * @param ends null when not known
 * @param at when the venue was asked
 */
public record Interruption(
        String title, State state, Instant begins, @Nullable Instant ends, Instant at) {

    /** How far it is. */
    public enum State {
        PLANNED,
        ONGOING,
        /** Nearly over: cancels and post-only orders are taken already. */
        POST_ONLY
    }
}
