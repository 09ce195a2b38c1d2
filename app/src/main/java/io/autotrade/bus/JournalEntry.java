package io.autotrade.bus;

import java.time.Instant;

/**
 * A durable event with its place in history.
 *
 * @param seq 1 for the first, then without gaps
 * @param recordedAt wall time of the commit
 */
public record JournalEntry(long seq, DomainEvent event, Instant recordedAt) {

    /** {@link DomainEvent#at()} of the event. */
    public Instant ts() {
        return event.at();
    }

    /** Type name of the event as in JSON. */
    public String type() {
        return EventType.of(event).wireName();
    }
}
