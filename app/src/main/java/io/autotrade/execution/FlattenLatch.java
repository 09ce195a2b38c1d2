package io.autotrade.execution;

import io.autotrade.broker.KeyValueStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds that every position is to be closed until the venue has shown that none is left, also over the end of the
 * process. Changed by one thread at a time.
 */
final class FlattenLatch {

    private static final Logger LOG = LoggerFactory.getLogger(FlattenLatch.class);
    private static final String KEY = "stop.flatten";

    private final KeyValueStore store;
    private volatile @Nullable String reason;

    FlattenLatch(KeyValueStore store) {
        this.store = store;
    }

    /** Takes up what the end of an earlier process has cut short. */
    void restore() {
        String stored = store.get(KEY).await();
        if (stored != null && !stored.isEmpty()) {
            LOG.warn("positions were being closed when the service ended; it goes on");
            reason = stored;
        }
    }

    /** Why positions are being closed; null when they are not. */
    @Nullable
    String reason() {
        return reason;
    }

    boolean closed() {
        return reason != null;
    }

    void close(String why) {
        String text = why.isBlank() ? "flatten" : why;
        if (!text.equals(reason)) {
            reason = text;
            keep(text);
        }
    }

    void open() {
        if (reason != null) {
            reason = null;
            keep("");
        }
    }

    /** Its place in the journal's queue is before the orders that follow. */
    private void keep(String text) {
        store.remember(Map.of(KEY, text))
                .onFailure(e -> LOG.error("a stop that goes on could not be noted: {}", e.getMessage()));
    }
}
