package io.autotrade.journal;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Collects conditions of a query with their parameters; conditions on null do not restrict. */
final class Query {

    private final StringBuilder sql;
    private final Tuple parameters = Tuple.tuple();
    private String glue = " where ";

    Query(String select) {
        this.sql = new StringBuilder(select);
    }

    /** @param condition SQL in which {@code ?} stands for the value */
    Query and(String condition, @Nullable Object value) {
        if (value != null) {
            parameters.addValue(value instanceof Instant instant ? Insert.time(instant) : value);
            sql.append(glue).append(condition.replace("?", "$" + parameters.size()));
            glue = " and ";
        }
        return this;
    }

    Query append(String text) {
        sql.append(text);
        return this;
    }

    /** Adds a clause with one value. */
    Query append(String text, Object value) {
        parameters.addValue(value);
        sql.append(text.replace("?", "$" + parameters.size()));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Tuple parameters() {
        return parameters;
    }
}
