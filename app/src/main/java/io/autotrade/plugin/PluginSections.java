package io.autotrade.plugin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks and shows the configuration sections that belong to plugins, by the schema the plugin brings. */
public final class PluginSections {

    private static final String BASE = "https://autotrade.invalid/";

    private PluginSections() {}

    /**
     * The problems of a section, each naming key, value and what is allowed; empty when there are none. Values of
     * secrets are not shown.
     *
     * @param path dotted path of the section in the configuration file
     */
    public static List<String> problems(JsonObject schema, JsonObject section, String path) {
        Set<String> problems = new LinkedHashSet<>();
        unknownKeys(schema, section, path, problems);
        Validator validator = Validator.create(
                JsonSchema.of(schema),
                new JsonSchemaOptions()
                        .setBaseUri(BASE)
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
        OutputUnit result = validator.validate(plain(section));
        if (Boolean.FALSE.equals(result.getValid()) && result.getErrors() != null) {
            for (OutputUnit error : result.getErrors()) {
                describe(schema, section, path, error).ifPresent(problems::add);
            }
            if (problems.isEmpty()) {
                problems.add(path + ": does not match the schema of the plugin");
            }
        }
        return List.copyOf(problems);
    }

    private static java.util.Optional<String> describe(
            JsonObject schema, JsonObject section, String path, OutputUnit error) {
        String location = String.valueOf(error.getInstanceLocation()).replaceFirst("^#/?", "");
        String text = String.valueOf(error.getError());
        if (location.isEmpty() && !text.contains("required")) {
            return java.util.Optional.empty(); // the summary of what follows
        }
        if (text.contains("additional") || text.contains("A subschema had errors")) {
            return java.util.Optional.empty(); // unknown keys are told with a suggestion
        }
        String key = location.isEmpty() ? path : path + '.' + location.replace('/', '.');
        if (location.isEmpty()) {
            return java.util.Optional.of(key + ": " + text);
        }
        JsonObject rule = rule(schema, location);
        Object value = value(section, location);
        boolean secret = rule.getBoolean("writeOnly", false);
        return java.util.Optional.of(
                key + " is " + (secret ? "***" : String.valueOf(value)) + "; " + allowed(rule, text));
    }

    private static String allowed(JsonObject rule, String text) {
        List<String> parts = new ArrayList<>();
        if (rule.containsKey("type")) {
            parts.add("type " + rule.getValue("type"));
        }
        for (String bound : List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "enum", "pattern")) {
            if (rule.containsKey(bound)) {
                parts.add(bound + ' ' + rule.getValue(bound));
            }
        }
        return parts.isEmpty() ? text : "allowed: " + String.join(", ", parts);
    }

    private static JsonObject rule(JsonObject schema, String location) {
        JsonObject node = schema;
        for (String part : location.split("/")) {
            JsonObject properties = node.getJsonObject("properties", new JsonObject());
            node = properties.getJsonObject(part, new JsonObject());
        }
        return node;
    }

    private static Object value(JsonObject section, String location) {
        Object node = section;
        for (String part : location.split("/")) {
            node = node instanceof JsonObject object && object.containsKey(part) ? object.getValue(part) : "absent";
        }
        return node;
    }

    private static void unknownKeys(JsonObject schema, JsonObject section, String path, Set<String> problems) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        boolean closed = Boolean.FALSE.equals(schema.getValue("additionalProperties"));
        for (Map.Entry<String, Object> entry : section) {
            String key = entry.getKey();
            if (closed && !properties.containsKey(key)) {
                problems.add(path + '.' + key + " is not known; known are " + new TreeSet<>(properties.fieldNames()));
            } else if (entry.getValue() instanceof JsonObject child
                    && properties.getValue(key) instanceof JsonObject childSchema) {
                unknownKeys(childSchema, child, path + '.' + key, problems);
            }
        }
    }

    /** The section with the schema's defaults where it says nothing. */
    public static JsonObject withDefaults(JsonObject schema, JsonObject section) {
        JsonObject result = section.copy();
        for (Map.Entry<String, Object> property : schema.getJsonObject("properties", new JsonObject())) {
            if (!(property.getValue() instanceof JsonObject rule)) {
                continue;
            }
            String key = property.getKey();
            if (!result.containsKey(key) && rule.containsKey("default")) {
                result.put(key, rule.getValue("default"));
            } else if (result.getValue(key) instanceof JsonObject child) {
                result.put(key, withDefaults(rule, child));
            }
        }
        return result;
    }

    /** The section with the values of secrets replaced. */
    public static JsonObject redacted(JsonObject schema, JsonObject section) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonObject result = section.copy();
        for (String key : section.fieldNames()) {
            JsonObject rule = properties.getValue(key) instanceof JsonObject known ? known : new JsonObject();
            if (rule.getBoolean("writeOnly", false)) {
                result.put(key, "***");
            } else if (section.getValue(key) instanceof JsonObject child) {
                result.put(key, redacted(rule, child));
            }
        }
        return result;
    }

    /** The validator takes no decimals. */
    private static JsonObject plain(JsonObject section) {
        JsonObject result = new JsonObject();
        section.forEach(entry -> result.put(entry.getKey(), plainValue(entry.getValue())));
        return result;
    }

    private static Object plainValue(Object value) {
        return switch (value) {
            case JsonObject object -> plain(object);
            case JsonArray array ->
                new JsonArray(array.stream().map(PluginSections::plainValue).toList());
            case BigDecimal number ->
                number.stripTrailingZeros().scale() <= 0 && number.precision() < 18
                        ? number.longValueExact()
                        : number.doubleValue();
            case null -> "";
            default -> value;
        };
    }
}
