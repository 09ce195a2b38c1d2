package io.autotrade.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line of an export: the values of all columns, in order. */
public final class Row {

    private final List<String> columns;
    private final List<@Nullable Object> values = new ArrayList<>();

    Row(List<String> columns) {
        this.columns = columns;
    }

    Row put(@Nullable Object... all) {
        if (all.length != columns.size()) {
            throw new IllegalArgumentException(all.length + " values for the columns " + columns);
        }
        Collections.addAll(values, all);
        return this;
    }

    /**
     * As a line of a CSV file (RFC 4180) without its end; decimals are exact, nothing stands for null. Text that a
     * spreadsheet would take for a formula begins with an apostrophe: some of it was written by a model.
     */
    public String csv() {
        return values.stream().map(Row::field).collect(Collectors.joining(","));
    }

    private static String field(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        String harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }

    /** As one line of JSON; decimals are numbers with all their digits. */
    public String json() {
        ObjectNode node = EventJson.mapper().createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            switch (values.get(i)) {
                case null -> node.putNull(column);
                case BigDecimal number -> node.put(column, number);
                case Integer number -> node.put(column, number);
                case Long number -> node.put(column, number);
                case Enum<?> constant -> node.put(column, constant.name().toLowerCase(Locale.ROOT));
                case Object other -> node.put(column, other.toString());
            }
        }
        return node.toString();
    }
}
