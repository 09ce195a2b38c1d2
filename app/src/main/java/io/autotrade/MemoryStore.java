package io.autotrade;

import io.autotrade.broker.KeyValueStore;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store that forgets everything, for looking at a plugin without touching what it keeps. */
final class MemoryStore implements KeyValueStore {

    private final Map<String, String> values = new ConcurrentSkipListMap<>();

    @Override
    public Future<@Nullable String> get(String key) {
        return Future.succeededFuture(values.get(key));
    }

    @Override
    public Future<Void> putAll(Map<String, String> added) {
        values.putAll(added);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        values.remove(key);
        return Future.succeededFuture();
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        Map<String, String> found = new ConcurrentSkipListMap<>(values);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return Future.succeededFuture(found);
    }
}
