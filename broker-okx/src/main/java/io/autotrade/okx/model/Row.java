package io.autotrade.okx.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of OKX. Numbers are texts there and an empty text means "does not apply", so every accessor treats
 * {@code ""}, {@code null} and a missing field alike: as absent, never as zero. Unknown fields are ignored.
 */
public final class Row {

    /** Longer than any number OKX sends; what is longer is not one, and parsing it could be made expensive. */
    private static final int LONGEST_NUMBER = 48;

    private final JsonNode node;

    public Row(JsonNode node) {
        this.node = node.isObject() ? node : MissingNode.getInstance();
    }

    /** The rows of an array; anything that is not an array has none. */
    public static List<Row> list(JsonNode array) {
        List<Row> rows = new ArrayList<>(array.size());
        if (array.isArray()) {
            array.forEach(item -> rows.add(new Row(item)));
        }
        return rows;
    }

    /** The text of a field, empty when absent; JSON numbers and booleans are given as their text. */
    public String text(String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    public boolean has(String field) {
        return !text(field).isEmpty();
    }

    /**
     * The text of a field that must be there.
     *
     * @throws MalformedReply if it is absent
     */
    public String required(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            throw new MalformedReply("field '" + field + "' is missing");
        }
        return text;
    }

    /**
     * A number, or null when absent.
     *
     * @throws MalformedReply if there is a text that is not a number
     */
    public @Nullable BigDecimal decimalOrNull(String field) {
        String text = text(field);
        return text.isEmpty() ? null : number(field, text);
    }

    /** A number, or zero when absent: only for amounts whose absence means that there is none. */
    public BigDecimal decimalOrZero(String field) {
        BigDecimal value = decimalOrNull(field);
        return value == null ? BigDecimal.ZERO : value;
    }

    /**
     * A number that must be there.
     *
     * @throws MalformedReply if it is absent or not a number
     */
    public BigDecimal decimal(String field) {
        return number(field, required(field));
    }

    /**
     * A positive number, or null when absent, zero or negative; for prices that OKX gives as {@code "0"} while unknown.
     */
    public @Nullable BigDecimal positiveOrNull(String field) {
        BigDecimal value = decimalOrNull(field);
        return value == null || value.signum() <= 0 ? null : value;
    }

    /**
     * A time in Unix milliseconds.
     *
     * @throws MalformedReply if it is absent or not a number
     */
    public Instant time(String field) {
        return time(field, required(field));
    }

    public @Nullable Instant timeOrNull(String field) {
        String text = text(field);
        return text.isEmpty() || text.equals("0") ? null : time(field, text);
    }

    public boolean isTrue(String field) {
        return text(field).equals("true");
    }

    /** A nested object; an empty row when absent. */
    public Row row(String field) {
        return new Row(node.path(field));
    }

    /** A nested array of objects; empty when absent. */
    public List<Row> rows(String field) {
        return list(node.path(field));
    }

    /** The value as Jackson sees it; a missing node when absent. */
    public JsonNode node(String field) {
        return node.path(field);
    }

    /** Parses a decimal number as OKX writes it. */
    static BigDecimal number(String field, String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new MalformedReply("field '" + field + "' is not a number: " + text.length() + " characters");
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (Math.abs(value.scale()) > LONGEST_NUMBER) {
                throw new MalformedReply("field '" + field + "' is out of any range: " + text);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new MalformedReply("field '" + field + "' is not a number: '" + text + "'", e);
        }
    }

    private static Instant time(String field, String text) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new MalformedReply("field '" + field + "' is not a time in milliseconds: '" + text + "'", e);
        }
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
