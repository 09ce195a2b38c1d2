package io.autotrade.simulated.broker;

import io.autotrade.broker.KeyValueStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store that can fail, and that remembers what it held after every write. */
final class UnreliableStore implements KeyValueStore {

    private enum Failure {
        NONE,
        BEFORE_WRITING,
        AFTER_WRITING
    }

    private final TreeMap<String, String> entries;
    private final List<Map<String, String>> states = new ArrayList<>();
    private Failure next = Failure.NONE;
    private boolean away;

    UnreliableStore() {
        this(Map.of());
    }

    UnreliableStore(Map<String, String> entries) {
        this.entries = new TreeMap<>(entries);
    }

    /** The next write fails; {@code durable} tells whether it was done all the same. */
    void failNext(boolean durable) {
        next = durable ? Failure.AFTER_WRITING : Failure.BEFORE_WRITING;
    }

    /** While away every call fails and nothing is written. */
    void away(boolean now) {
        away = now;
    }

    /** What the store held after each write that put an account into it, oldest first. */
    List<Map<String, String>> states() {
        return states;
    }

    int longestValue() {
        return entries.values().stream().mapToInt(String::length).max().orElse(0);
    }

    @Override
    public Future<String> get(String key) {
        return away ? failed() : Future.succeededFuture(entries.get(key));
    }

    @Override
    public Future<Void> putAll(Map<String, String> values) {
        Failure failure = next;
        next = Failure.NONE;
        if (away || failure == Failure.BEFORE_WRITING) {
            return failed();
        }
        entries.putAll(values);
        if (values.containsKey("state")) {
            states.add(new TreeMap<>(entries));
        }
        return failure == Failure.AFTER_WRITING ? failed() : Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        entries.remove(key);
        return Future.succeededFuture();
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        if (away) {
            return failed();
        }
        Map<String, String> found = new TreeMap<>(entries);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return Future.succeededFuture(found);
    }

    private static <T> Future<T> failed() {
        return Future.failedFuture("the store is away");
    }
}
