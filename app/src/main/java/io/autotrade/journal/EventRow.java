package io.autotrade.journal;

import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventType;
import io.autotrade.bus.JournalEntry;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/**
 * One row of the journal, ready to be written.
 *
 * @param ts time of the event, cut to the microseconds that PostgreSQL keeps
 */
record EventRow(
        long seq,
        DomainEvent event,
        EventType type,
        StoredPayload payload,
        Correlation correlation,
        Instant ts,
        Hash previousHash,
        Hash hash) {

    /** The row that follows another. */
    static EventRow after(Head head, DomainEvent event, HashChain chain) {
        long seq = head.seq() + 1;
        EventType type = EventType.of(event);
        StoredPayload payload = StoredPayload.of(event);
        Instant ts = event.at().truncatedTo(ChronoUnit.MICROS);
        Hash hash = chain.next(head.hash(), seq, micros(ts), type.wireName(), payload.json());
        return new EventRow(seq, event, type, payload, Correlation.of(event), ts, head.hash(), hash);
    }

    Head head() {
        return new Head(seq, hash);
    }

    JournalEntry entry(Instant recordedAt) {
        return new JournalEntry(seq, event, recordedAt);
    }

    static long micros(Instant ts) {
        return Math.addExact(
                Math.multiplyExact(ts.getEpochSecond(), 1_000_000L), (long) ts.get(ChronoField.MICRO_OF_SECOND));
    }
}
