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

    /** {@link System#nanoTime} after which it fails rather than being sent. */
    long deadline();

    /** Share of the queue's room that it takes. */
    int size();

    void fail(Throwable cause);

    /** Events that are written together or not at all. */
    record Append(List<? extends DomainEvent> events, long deadline, Completion<List<JournalEntry>> completion)
            implements Write {

        @Override
        public int size() {
            return events.size();
        }

        @Override
        public void fail(Throwable cause) {
            completion.fail(cause);
        }
    }

    /** @param values new values by key; null removes the key; completes with the owner */
    record Values(String owner, Map<String, @Nullable String> values, long deadline, Completion<String> completion)
            implements Write {

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public void fail(Throwable cause) {
            completion.fail(cause);
        }
    }

    record Blob(String hash, String content, long deadline, Completion<String> completion) implements Write {

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void fail(Throwable cause) {
            completion.fail(cause);
        }
    }
}
