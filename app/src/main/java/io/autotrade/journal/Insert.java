package io.autotrade.journal;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

    private static final Pattern PARAMETER = Pattern.compile("\\$([0-9]+)");

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

    @Nullable
    Object @Nullable [] remove(Object key) {
        return rows.remove(key);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    private void addTo(Tuple tuple) {
        Collection<@Nullable Object[]> all = rows.values();
        for (int column = 0; column < columns.length; column++) {
            @Nullable Object[] array = columns[column].array(all.size());
            int i = 0;
            for (@Nullable Object[] row : all) {
                array[i++] = sqlValue(row[column]);
            }
            tuple.addValue(array);
        }
    }

    /** Several of these as one statement, which the server runs as one transaction without further messages. */
    record Combined(String sql, Tuple parameters) {}

    /** @param inserts at least one; no two may touch the same row */
    static Combined combined(List<Insert> inserts) {
        Tuple parameters = Tuple.tuple();
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < inserts.size(); i++) {
            Insert insert = inserts.get(i);
            String shifted = insert.shifted(parameters.size());
            insert.addTo(parameters);
            if (i == inserts.size() - 1) {
                sql.append(i == 0 ? "" : "\n").append(shifted);
            } else {
                sql.append(i == 0 ? "with s" : ",\ns")
                        .append(i)
                        .append(" as (")
                        .append(shifted)
                        .append(")");
            }
        }
        return new Combined(sql.toString(), parameters);
    }

    /** The statement with the numbers of its parameters moved. */
    private String shifted(int by) {
        return by == 0
                ? sql
                : PARAMETER.matcher(sql).replaceAll(number -> "\\$" + (Integer.parseInt(number.group(1)) + by));
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
