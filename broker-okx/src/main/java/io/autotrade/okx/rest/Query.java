package io.autotrade.okx.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A query string in the order in which it was written; what is signed is what is sent. */
public final class Query {

    private final StringBuilder text = new StringBuilder();

    public static Query none() {
        return new Query();
    }

    public static Query of(String name, String value) {
        return new Query().and(name, value);
    }

    /** Adds a parameter; a null or empty value is left out. */
    public Query and(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Empty, or beginning with a question mark. */
    @Override
    public String toString() {
        return text.toString();
    }
}
