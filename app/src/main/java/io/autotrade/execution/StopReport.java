package io.autotrade.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stop has done so far, in the order it happened.
 *
 * @param confirmed whether the venue has shown that nothing is left to do
 */
public record StopReport(boolean confirmed, List<Step> steps) {

    /** Kinds of steps. */
    public enum Kind {
        /** The trading state was changed. */
        STATE,
        /** A request was sent to the venue. */
        SENT,
        /** The venue took a cancellation. */
        CANCELLED,
        /** The venue took an order that closes a position. */
        CLOSED,
        /** The venue, or the way to it, answered with an error; it is tried again. */
        FAILED,
        /** The venue shows no open entry order. */
        NO_ENTRIES,
        /** The venue shows no position. */
        FLAT
    }

    /**
     * @param at by the service's clock
     * @param venueAt by the venue; null when it gave none
     * @param text one sentence for a person
     */
    public record Step(Kind kind, Instant at, @Nullable Instant venueAt, String text) {}

    public StopReport {
        steps = List.copyOf(steps);
    }

    /** The sentences alone. */
    public List<String> actions() {
        return steps.stream().map(Step::text).toList();
    }

    /** This, then that; confirmed when both are. */
    public StopReport then(StopReport next) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(next.steps());
        return new StopReport(confirmed && next.confirmed(), all);
    }
}
