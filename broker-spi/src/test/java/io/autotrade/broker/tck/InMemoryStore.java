package io.autotrade.broker.tck;

import io.autotrade.broker.KeyValueStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store that lasts as long as the object. It holds callers to the limits of {@link KeyValueStore} and
 * completes asynchronously, as a real one does.
 */
public final class InMemoryStore implements KeyValueStore {

    private static final int MAX_KEY = 200;
    private static final int MAX_VALUE = 1 << 20;

    private final NavigableMap<String, String> entries = new TreeMap<>();
    private final Context context;

    /** An empty store that answers on a context of this Vert.x. */
    public InMemoryStore(Vertx vertx) {
        context = vertx.getOrCreateContext();
    }

    @Override
    public Future<@Nullable String> get(String key) {
        return later(() -> entries.get(key));
    }

    @Override
    public Future<Void> putAll(Map<String, String> values) {
        Map<String, String> copy = Map.copyOf(values);
        copy.forEach(InMemoryStore::check);
        return later(() -> {
            entries.putAll(copy);
            return null;
        });
    }

    @Override
    public Future<Void> remove(String key) {
        return later(() -> {
            entries.remove(key);
            return null;
        });
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        return later(() -> {
            Map<String, String> found = new TreeMap<>(entries.tailMap(prefix, true));
            found.keySet().removeIf(key -> !key.startsWith(prefix));
            return found;
        });
    }

    private <T extends @Nullable Object> Future<T> later(Supplier<T> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(ignored -> promise.complete(work.get()));
        return promise.future();
    }

    private static void check(String key, String value) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_KEY + " characters, was '" + key + "'");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE) {
            throw new IllegalArgumentException("the value of " + key + " is longer than " + MAX_VALUE + " bytes");
        }
    }
}
