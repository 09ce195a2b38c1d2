package io.autotrade.journal;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One statement that takes any number of rows as an array per column, so that a batch is one round trip. */
final class Insert {

    /** Types of columns. */
    enum Column {
        BIGINT,
        TEXT,
        BOOLEAN,
        TIME,
        BYTES;

        private @Nullable Object[] array(int length) {
            return switch (this) {
                case BIGINT -> new @Nullable Long[length];
                case TEXT -> new @Nullable String[length];
                case BOOLEAN -> new @Nullable Boolean[length];
                case TIME -> new @Nullable OffsetDateTime[length];
                case BYTES -> new @Nullable Buffer[length];
            };
        }
    }

    private final String sql;
    private final Column[] columns;
    private final Map<Object, @Nullable Object[]> rows = new LinkedHashMap<>();

    Insert(String sql, Column... columns) {
        this.sql = sql;
        this.columns = columns;
    }

    /** Adds a row, or replaces the one with the same key: one statement must not touch a row twice. */
    void put(Object key, @Nullable Object... values) {
        rows.put(key, values);
    }

    @Nullable
    Object @Nullable [] get(Object key) {
        return rows.get(key);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    String sql() {
        return sql;
    }

    Tuple tuple() {
        Tuple tuple = Tuple.tuple();
        Collection<@Nullable Object[]> all = rows.values();
        for (int column = 0; column < columns.length; column++) {
            @Nullable Object[] array = columns[column].array(all.size());
            int i = 0;
            for (@Nullable Object[] row : all) {
                array[i++] = sqlValue(row[column]);
            }
            tuple.addValue(array);
        }
        return tuple;
    }

    private static @Nullable Object sqlValue(@Nullable Object value) {
        return switch (value) {
            case Instant instant -> time(instant);
            case Hash hash -> hash.buffer();
            case byte[] bytes -> Buffer.buffer(bytes);
            case null, default -> value;
        };
    }

    static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
