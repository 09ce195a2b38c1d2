package io.autotrade.simulated;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.tck.InMemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;

/** A store that takes nothing any more once the process that writes to it has crashed. */
public final class CrashingStore implements KeyValueStore {

    private final KeyValueStore store;
    private volatile boolean crashed;

    public CrashingStore(Vertx vertx) {
        store = new InMemoryStore(vertx);
    }

    /** From now on writes are lost. Returns whether the argument is true, and does nothing when it is not. */
    public boolean crashIf(boolean now) {
        crashed |= now;
        return now;
    }

    /** The next process writes again. */
    public void restart() {
        crashed = false;
    }

    @Override
    public Future<String> get(String key) {
        return store.get(key);
    }

    @Override
    public Future<Void> putAll(Map<String, String> values) {
        return crashed ? Future.succeededFuture() : store.putAll(values);
    }

    @Override
    public Future<Void> remove(String key) {
        return crashed ? Future.succeededFuture() : store.remove(key);
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        return store.list(prefix);
    }
}
