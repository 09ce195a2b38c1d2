package io.autotrade.journal;

import io.autotrade.broker.KeyValueStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Key-value storage of one owner; writes go through the journal's queue, so they keep their order. */
final class PgKeyValues implements KeyValueStore {

    private static final int MAX_KEY = 200;
    private static final int MAX_VALUE_BYTES = 1 << 20;

    private final String owner;
    private final Pool pool;
    private final Function<Map<String, @Nullable String>, Future<Void>> write;
    private final Function<Map<String, @Nullable String>, Future<Void>> remember;

    /**
     * @param write completes when the values are durable
     * @param remember completes then too, or when the database is away and they wait for it
     */
    PgKeyValues(
            String owner,
            Pool pool,
            Function<Map<String, @Nullable String>, Future<Void>> write,
            Function<Map<String, @Nullable String>, Future<Void>> remember) {
        this.owner = owner;
        this.pool = pool;
        this.write = write;
        this.remember = remember;
    }

    @Override
    public Future<@Nullable String> get(String key) {
        return JournalReader.readable(pool.preparedQuery("select value from key_values where owner = $1 and key = $2")
                        .execute(Tuple.of(owner, key)))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0));
    }

    @Override
    public Future<Void> putAll(Map<String, String> values) {
        return put(values, write);
    }

    @Override
    public Future<Void> remember(Map<String, String> values) {
        return put(values, remember);
    }

    private static Future<Void> put(
            Map<String, String> values, Function<Map<String, @Nullable String>, Future<Void>> how) {
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String problem = problem(entry.getKey(), entry.getValue());
            if (problem != null) {
                return Future.failedFuture(new IllegalArgumentException(problem));
            }
        }
        return values.isEmpty() ? Future.succeededFuture() : how.apply(new HashMap<>(values));
    }

    @Override
    public Future<Void> remove(String key) {
        Map<String, @Nullable String> removed = new HashMap<>();
        removed.put(key, null);
        return write.apply(removed);
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        return JournalReader.readable(pool.preparedQuery("""
                        select key, value from key_values where owner = $1 and starts_with(key, $2)
                        order by key collate "C\"""").execute(Tuple.of(owner, prefix)))
                .map(rows -> {
                    Map<String, String> found = new LinkedHashMap<>();
                    for (Row row : rows) {
                        found.put(row.getString(0), row.getString(1));
                    }
                    return Collections.unmodifiableMap(found);
                });
    }

    private static @Nullable String problem(String key, String value) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            return "a key must have 1 to " + MAX_KEY + " characters";
        }
        if (key.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            return "key and value must not contain the character 0: " + key.replace('\0', '?');
        }
        if (value.length() > MAX_VALUE_BYTES / 4 && value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            return "the value of " + key + " is larger than 1 MiB";
        }
        return null;
    }
}
