package io.autotrade.plugin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Reads single rules out of a JSON schema. */
final class SchemaRules {

    private static final List<String> BOUNDS = List.of(
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "pattern");

    private SchemaRules() {}

    static JsonObject properties(JsonObject schema) {
        return schema.getValue("properties") instanceof JsonObject known ? known : new JsonObject();
    }

    /** The rule for a key of an object or an item of a list; empty when the schema has none. */
    static JsonObject child(JsonObject schema, String key) {
        if (properties(schema).getValue(key) instanceof JsonObject named) {
            return named;
        }
        String other = "array".equals(schema.getValue("type")) ? "items" : "additionalProperties";
        return schema.getValue(other) instanceof JsonObject rule ? rule : new JsonObject();
    }

    static boolean isSecret(JsonObject rule) {
        return Boolean.TRUE.equals(rule.getValue("writeOnly"));
    }

    /** Whether keys that are not named are mistakes. */
    static boolean isClosed(JsonObject schema) {
        Object others = schema.getValue("additionalProperties");
        boolean silent = others == null && !schema.containsKey("patternProperties");
        return Boolean.FALSE.equals(others) || (silent && schema.containsKey("properties"));
    }

    /** What is allowed, in words; empty when the rule does not say. */
    static String allowed(JsonObject rule) {
        List<String> parts = new ArrayList<>();
        if (rule.getValue("enum") instanceof JsonArray values) {
            parts.add("one of "
                    + String.join(", ", values.stream().map(String::valueOf).toList()));
        } else if (rule.getValue("type") instanceof JsonArray types) {
            parts.add(String.join(" or ", types.stream().map(String::valueOf).toList()));
        } else if (rule.containsKey("type")) {
            parts.add(String.valueOf(rule.getValue("type")));
        }
        for (String bound : BOUNDS) {
            if (rule.containsKey(bound)) {
                parts.add(bound + ' ' + rule.getValue(bound));
            }
        }
        return String.join(", ", parts);
    }
}
