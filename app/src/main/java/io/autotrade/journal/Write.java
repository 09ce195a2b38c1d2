package io.autotrade.journal;

import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits to be written. All kinds go through one queue, so they become durable in the order of asking.
 */
sealed interface Write {

    /** Value of {@link #deadline} for what waits until the database is back, however long that takes. */
    long NEVER = Long.MAX_VALUE;

    /** How much of the queue it may use up, the later ones more. */
    enum Rank {
        /** Whoever asked is told that it failed, and loses nothing. */
        ORDINARY,
        FACT,
        EXIT
    }

    /** {@link System#nanoTime} after which it fails rather than being sent. */
    long deadline();

    Rank rank();

    /** Share of the queue's room that it takes. */
    int size();

    Completion<?> completion();

    default void fail(Throwable cause) {
        completion().fail(cause);
    }

    /** Whether it waits until the database is back. */
    default boolean waits() {
        return deadline() == NEVER;
    }

    /** Events that are written together or not at all. */
    record Append(
            List<? extends DomainEvent> events, long deadline, Rank rank, Completion<List<JournalEntry>> completion)
            implements Write {

        @Override
        public int size() {
            return events.size();
        }
    }

    /** @param values new values by key; null removes the key; completes with the owner */
    record Values(
            String owner, Map<String, @Nullable String> values, long deadline, Rank rank, Completion<String> completion)
            implements Write {

        @Override
        public int size() {
            return values.size();
        }
    }

    record Blob(String hash, String content, Completion<String> completion) implements Write {

        @Override
        public long deadline() {
            return NEVER;
        }

        @Override
        public Rank rank() {
            return Rank.FACT;
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
