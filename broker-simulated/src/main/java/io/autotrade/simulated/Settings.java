package io.autotrade.simulated;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of a configuration section. A number may be written as a number or as text, because environment
 * variables arrive as text. Every failure is an {@link IllegalArgumentException} that names the key, the value and what
 * is allowed.
 */
public final class Settings {

    private final String section;
    private final JsonObject values;

    /**
     * Settings of one section.
     *
     * @param section dotted path, for messages
     */
    public Settings(String section, JsonObject values) {
        this.section = section;
        this.values = values;
    }

    /** A number from {@code min} to {@code max}, both inclusive. */
    public BigDecimal decimal(String key, String fallback, String min, String max) {
        Object value = values.getValue(key);
        BigDecimal number = value == null ? new BigDecimal(fallback) : toDecimal(key, value);
        if (number.compareTo(new BigDecimal(min)) < 0 || number.compareTo(new BigDecimal(max)) > 0) {
            throw invalid(key, value, "a number from " + min + " to " + max);
        }
        return number;
    }

    /** Basis points as a fraction, from 0 to {@code maxBps}. */
    public BigDecimal bps(String key, String fallback, String maxBps) {
        return decimal(key, fallback, "0", maxBps).movePointLeft(4);
    }

    /** A whole number from {@code min} to {@code max}, both inclusive. */
    public long whole(String key, long fallback, long min, long max) {
        BigDecimal number = decimal(key, Long.toString(fallback), Long.toString(min), Long.toString(max));
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw invalid(key, number, "a whole number");
        }
    }

    /** Text, or null when it is absent or blank. */
    public @Nullable String text(String key) {
        Object value = values.getValue(key);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    /** A time such as {@code 2026-01-01T00:00:00Z}; empty when absent. */
    public Optional<Instant> instant(String key) {
        String text = text(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw invalid(key, text, "a time such as 2026-01-01T00:00:00Z");
        }
    }

    /** A nested section, empty when absent. */
    public JsonObject object(String key) {
        Object value = values.getValue(key);
        if (value == null) {
            return new JsonObject();
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw invalid(key, value, "a map");
    }

    /** The number behind a key of this section or of a part of it. */
    public BigDecimal toDecimal(String key, Object value) {
        try {
            return new BigDecimal(value.toString().strip());
        } catch (NumberFormatException e) {
            throw invalid(key, value, "a number");
        }
    }

    /** The failure for a value that is not allowed. */
    public IllegalArgumentException invalid(String key, @Nullable Object value, String allowed) {
        String shown = String.valueOf(value);
        String text = shown.length() > 80 ? shown.substring(0, 80) + "..." : shown;
        return new IllegalArgumentException(section + "." + key + " must be " + allowed + ", was '" + text + "'");
    }
}
