package io.autotrade.journal;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The append-only journal. Safe from any thread.
 *
 * <p>Order: events appended earlier (in the order in which {@link #append} was entered) have smaller sequence numbers.
 * Entries are handed to {@link #onCommitted} listeners and then published on the event bus, one at a time, in the order
 * of their numbers, after the transaction that holds them has committed.
 */
public interface Journal {

    /** What is remembered while the database is away, by the room it may take. */
    enum Urgency {
        /** Something that has happened already. */
        FACT,
        /** The intent of an order that only reduces exposure, or a stop; has room where facts have none any more. */
        EXIT
    }

    /**
     * The two moments in the life of what was given to {@link #remember}. Both fail when it was not taken in.
     *
     * @param known completes when {@code committed} does, or as soon as the database is away and the events have their
     *     place in the queue; the listeners of {@link #onKnown} have seen them then
     * @param committed completes after commit, however late that is
     */
    record Receipt(Future<Void> known, Future<List<JournalEntry>> committed) {}

    /**
     * Writes events and their projections in one transaction.
     *
     * @return the entries, completed after commit and after the listeners of {@link #onCommitted} have seen them. Fails
     *     with a {@link JournalException} when the database did not take them; nothing is half written. When it cannot
     *     be known whether the commit arrived, the implementation finds out before it fails or completes the future
     */
    Future<List<JournalEntry>> append(List<? extends DomainEvent> events);

    default Future<List<JournalEntry>> append(DomainEvent event) {
        return append(List.of(event));
    }

    /**
     * Takes in events that cannot wait for a database that is away: what has happened, and exits. They keep their place
     * among everything that is written and never expire; only the end of this process loses what is not committed. The
     * queue is bounded: a {@link JournalException} that {@linkplain JournalException#full says so} refuses what has no
     * room.
     */
    default Receipt remember(Urgency urgency, List<? extends DomainEvent> events) {
        Future<List<JournalEntry>> written = append(events);
        return new Receipt(written.mapEmpty(), written);
    }

    /**
     * Completes as an append does, or fails as soon as the database is away; the append may still succeed later.
     *
     * @param written what {@link #append} has just returned
     */
    default Future<Void> unlessAway(Future<List<JournalEntry>> written) {
        Future<Void> behind = remember(Urgency.EXIT, List.of()).known();
        return Future.any(written, behind)
                .transform(first -> written.isComplete()
                        ? written.mapEmpty()
                        : Future.failedFuture(new JournalException("the database is away")));
    }

    /** Number of the last committed entry, 0 when there is none. */
    long lastSeq();

    /** Entries after a number, in order, at most {@code limit} (1 to 10000). */
    Future<List<JournalEntry>> read(long afterSeq, int limit);

    /**
     * Entries of some types after a number and up to another, in order. Of the others nothing is read, so a long
     * stretch costs little.
     *
     * @param upToSeq at most 10000 after {@code afterSeq}
     * @param types names as they stand in an entry
     * @param limit 1 to 10000
     */
    default Future<List<JournalEntry>> read(long afterSeq, long upToSeq, Set<String> types, int limit) {
        return upToSeq <= afterSeq
                ? Future.succeededFuture(List.of())
                : read(afterSeq, (int) (upToSeq - afterSeq))
                        .map(entries -> entries.stream()
                                .filter(entry -> types.contains(entry.type()))
                                .limit(limit)
                                .toList());
    }

    /** Hands every committed entry up to now to the consumer, in order; for folding state at start. */
    Future<Void> replay(Consumer<JournalEntry> consumer);

    /**
     * Registers a listener that sees every entry after its commit, in order, before it is published and before
     * {@link #append} completes. The listener is quick and does not throw.
     */
    Subscription onCommitted(Consumer<JournalEntry> listener);

    /**
     * Registers a listener that sees every event exactly once: when it is committed, or already when it is remembered
     * because the database is away. The time is the wall time of that. The listener is quick and does not throw.
     */
    default Subscription onKnown(BiConsumer<DomainEvent, Instant> listener) {
        return onCommitted(entry -> listener.accept(entry.event(), entry.recordedAt()));
    }

    /** Durable key-value storage of one owner, such as {@code broker.simulated}. */
    KeyValueStore keyValues(String owner);

    /** Under which hash {@link #putBlob} stores a text: SHA-256 in hex. */
    static String hashOf(String content) {
        return HashChain.hex(content);
    }

    /**
     * Content-addressed text: stores it once and returns the SHA-256 in hex. Like {@link #remember} it does not wait
     * for a database that is away.
     */
    Future<String> putBlob(String content);

    /** The text stored under a hash; fails when there is none. */
    Future<String> blob(String hash);

    /** Whether the database takes writes now, and soon enough to wait for it. */
    boolean healthy();

    Future<Void> close();
}
