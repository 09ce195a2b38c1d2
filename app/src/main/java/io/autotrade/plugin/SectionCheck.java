package io.autotrade.plugin;

import io.autotrade.config.Nearest;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with one section and says it in words. */
final class SectionCheck {

    private static final String BASE = "https://autotrade.invalid/";

    private final JsonObject schema;
    private final JsonObject section;
    private final String path;
    /** What is wrong, by key. */
    private final Map<String, String> problems = new LinkedHashMap<>();

    SectionCheck(JsonObject schema, JsonObject section, String path) {
        this.schema = schema;
        this.section = plain(section);
        this.path = path;
    }

    List<String> problems() {
        unknownAndMissingKeys(schema, section, path);
        OutputUnit result = Validator.create(
                        JsonSchema.of(schema),
                        new JsonSchemaOptions()
                                .setBaseUri(BASE)
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic))
                .validate(section);
        if (Boolean.FALSE.equals(result.getValid())) {
            List<OutputUnit> errors = result.getErrors() == null ? List.of() : result.getErrors();
            errors.forEach(this::describe);
            if (problems.isEmpty()) {
                problems.put(path, "does not match the schema of the plugin");
            }
        }
        return problems.entrySet().stream()
                .filter(problem -> !explainedInside(problem.getKey()))
                .map(problem -> problem.getKey() + ": " + problem.getValue())
                .toList();
    }

    /** A list or table is wrong because something in it is. */
    private boolean explainedInside(String key) {
        return problems.keySet().stream().anyMatch(other -> other.startsWith(key + '.') || other.startsWith(key + '['));
    }

    private void unknownAndMissingKeys(JsonObject rules, JsonObject table, String at) {
        Set<String> known = new TreeSet<>(SchemaRules.properties(rules).fieldNames());
        for (Map.Entry<String, Object> entry : table) {
            String key = entry.getKey();
            if (SchemaRules.isClosed(rules) && !known.contains(key)) {
                problems.put(at + '.' + key, "is not a key of this section" + advice(key, known));
            } else if (entry.getValue() instanceof JsonObject child) {
                unknownAndMissingKeys(SchemaRules.child(rules, key), child, at + '.' + key);
            }
        }
        JsonArray required = rules.getValue("required") instanceof JsonArray names ? names : new JsonArray();
        for (Object name : required) {
            String key = String.valueOf(name);
            if (!table.containsKey(key)) {
                String allowed = SchemaRules.allowed(SchemaRules.child(rules, key));
                problems.put(at + '.' + key, "is required" + (allowed.isEmpty() ? "" : "; allowed: " + allowed));
            }
        }
    }

    private static String advice(String key, Set<String> known) {
        String nearest = Nearest.of(key, known);
        return nearest == null ? "; known here: " + String.join(", ", known) : "; did you mean " + nearest + "?";
    }

    /** Errors of the section as a whole repeat the others, those about keys are told above. */
    private void describe(OutputUnit error) {
        String location = String.valueOf(error.getInstanceLocation()).replaceFirst("^#?/?", "");
        if (location.isEmpty()) {
            return;
        }
        JsonObject rule = schema;
        Object value = section;
        boolean secret = false;
        StringBuilder key = new StringBuilder(path);
        for (String part : location.split("/")) {
            String name = part.replace("~1", "/").replace("~0", "~");
            rule = SchemaRules.child(rule, name);
            secret |= SchemaRules.isSecret(rule);
            key.append(value instanceof JsonArray ? "[" + name + "]" : "." + name);
            value = member(value, name);
        }
        String allowed = SchemaRules.allowed(rule);
        if (value != null) {
            String shown = secret ? PluginSections.HIDDEN : text(PluginSections.shown(rule, value));
            problems.putIfAbsent(
                    key.toString(),
                    "is " + shown + (allowed.isEmpty() ? ", which the plugin does not take" : "; allowed: " + allowed));
        }
    }

    private static String text(Object value) {
        return value instanceof String text && !text.equals(PluginSections.HIDDEN)
                ? '\'' + text + '\''
                : String.valueOf(value);
    }

    private static @Nullable Object member(@Nullable Object container, String name) {
        return switch (container) {
            case JsonObject object -> object.getValue(name);
            case JsonArray array
            when name.matches("[0-9]{1,6}") && Integer.parseInt(name) < array.size() ->
                array.getValue(Integer.parseInt(name));
            case null, default -> null;
        };
    }

    /** As the validator wants it: no keys without a value, and no decimals, which it takes for objects. */
    private static JsonObject plain(JsonObject table) {
        JsonObject result = new JsonObject();
        for (Map.Entry<String, Object> entry : table) {
            if (entry.getValue() != null) {
                result.put(entry.getKey(), plainValue(entry.getValue()));
            }
        }
        return result;
    }

    private static Object plainValue(Object value) {
        return switch (value) {
            case JsonObject object -> plain(object);
            case JsonArray array -> {
                List<Object> items = new ArrayList<>();
                array.forEach(item -> items.add(plainValue(item)));
                yield new JsonArray(items);
            }
            case BigDecimal number ->
                number.stripTrailingZeros().scale() <= 0 && number.precision() < 18
                        ? number.longValueExact()
                        : number.doubleValue();
            default -> value;
        };
    }
}
