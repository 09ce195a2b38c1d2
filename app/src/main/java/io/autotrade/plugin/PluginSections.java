package io.autotrade.plugin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Checks, completes and shows the configuration sections that belong to plugins, by the schema the plugin brings. */
public final class PluginSections {

    static final String HIDDEN = "***";

    private PluginSections() {}

    /**
     * The problems of a section, each naming key, value and what is allowed; empty when there are none. Values of
     * secrets are not shown. A key that the schema does not name is a problem, unless the schema says something else in
     * {@code additionalProperties} or {@code patternProperties}.
     *
     * @param path dotted path of the section in the configuration file
     */
    public static List<String> problems(JsonObject schema, JsonObject section, String path) {
        return new SectionCheck(schema, section, path).problems();
    }

    /**
     * The section with the schema's defaults where it says nothing; objects that are missing as a whole are not made.
     */
    public static JsonObject withDefaults(JsonObject schema, JsonObject section) {
        JsonObject result = section.copy();
        for (Map.Entry<String, Object> property : SchemaRules.properties(schema)) {
            if (!(property.getValue() instanceof JsonObject rule)) {
                continue;
            }
            String key = property.getKey();
            Object value = result.getValue(key);
            if (value instanceof JsonObject child) {
                result.put(key, withDefaults(rule, child));
            } else if (value == null && rule.containsKey("default")) {
                result.put(key, rule.getValue("default"));
            }
        }
        return result;
    }

    /** The section with the values of secrets ({@code "writeOnly": true}) replaced by {@code ***}, at any depth. */
    public static JsonObject redacted(JsonObject schema, JsonObject section) {
        JsonObject result = new JsonObject();
        section.forEach(entry ->
                result.put(entry.getKey(), shown(SchemaRules.child(schema, entry.getKey()), entry.getValue())));
        return result;
    }

    /** A value as it may be shown. */
    static Object shown(JsonObject rule, Object value) {
        if (SchemaRules.isSecret(rule)) {
            return HIDDEN;
        }
        return switch (value) {
            case JsonObject object -> redacted(rule, object);
            case JsonArray array -> {
                JsonArray items = new JsonArray();
                array.forEach(item -> items.add(shown(SchemaRules.child(rule, "0"), item)));
                yield items;
            }
            default -> value;
        };
    }
}
