package io.autotrade.broker;

import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small durable storage for one plugin. Keys are 1 to 200 characters, values text of at most 1 MiB. Safe from any
 * thread; writes become durable in the order in which they were called.
 */
public interface KeyValueStore {

    /** The value, or null when there is none. */
    Future<@Nullable String> get(String key);

    /** Completes when the value is durable. */
    default Future<Void> put(String key, String value) {
        return putAll(Map.of(key, value));
    }

    /** Writes all values or none; completes when they are durable. */
    Future<Void> putAll(Map<String, String> values);

    /**
     * As {@link #putAll}, for a caller that cannot wait for a store that is away: completes when the values are
     * durable, or when the store takes no writes and they wait for it in the order of calling. What is read meanwhile
     * may be older. If the process ends before the store is back they are lost, with everything that was written after
     * them.
     */
    default Future<Void> remember(Map<String, String> values) {
        return putAll(values);
    }

    Future<Void> remove(String key);

    /** All entries whose key starts with the prefix, sorted by key. */
    Future<Map<String, String>> list(String prefix);
}
