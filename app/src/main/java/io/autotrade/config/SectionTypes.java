package io.autotrade.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Gives the values of a plugin's section the types its JSON schema asks for. What comes from an environment variable or
 * stands in quotes is text until somebody knows better: <code>${RATE:20}</code> for an integer, or a passphrase of
 * digits.
 */
public final class SectionTypes {

    private SectionTypes() {}

    /** A copy in which text is turned into numbers and booleans, and these into text, where the schema wants them. */
    public static JsonObject typed(JsonObject schema, JsonObject section) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonObject typed = new JsonObject();
        for (Map.Entry<String, Object> entry : section) {
            Object rule = properties.getValue(entry.getKey());
            if (!(rule instanceof JsonObject)) {
                rule = schema.getValue("additionalProperties");
            }
            typed.put(
                    entry.getKey(),
                    rule instanceof JsonObject known ? typedValue(known, entry.getValue()) : entry.getValue());
        }
        return typed;
    }

    private static Object typedValue(JsonObject rule, Object value) {
        if (value instanceof JsonObject section) {
            return typed(rule, section);
        }
        if (value instanceof JsonArray array) {
            JsonObject items = rule.getValue("items") instanceof JsonObject known ? known : new JsonObject();
            JsonArray typed = new JsonArray();
            array.forEach(item -> typed.add(typedValue(items, item)));
            return typed;
        }
        return switch (String.valueOf(rule.getValue("type"))) {
            case "string" -> value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
            case "integer", "number" -> value instanceof String text ? number(text) : value;
            case "boolean" -> "true".equals(value) || "false".equals(value) ? (Object) "true".equals(value) : value;
            default -> value;
        };
    }

    private static Object number(String text) {
        if (!text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.scale() > 0) {
            return number;
        }
        long whole = number.longValueExact();
        return whole == (int) whole ? (Object) (int) whole : (Object) whole;
    }
}
