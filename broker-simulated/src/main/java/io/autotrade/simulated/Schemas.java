package io.autotrade.simulated;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Builds the JSON schemas (draft 2020-12) of the configuration sections. Defaults are documentation; the code has its
 * own.
 */
public final class Schemas {

    private static final String DECIMAL = "^\\s*-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?\\s*$";

    private final JsonObject properties = new JsonObject();

    private Schemas() {}

    public static Schemas object() {
        return new Schemas();
    }

    /** A number, or text that is one. */
    public Schemas number(String name, Number fallback, Number min, Number max, String description) {
        return property(name, described(description, anyNumber(min, max)).put("default", fallback));
    }

    /** A whole number, or text that is one. */
    public Schemas whole(String name, long fallback, long min, long max, String description) {
        JsonObject schema = anyNumber(min, max).put("multipleOf", 1).put("pattern", "^\\s*-?[0-9]+\\s*$");
        return property(name, described(description, schema).put("default", fallback));
    }

    /** A number greater than zero, or the word {@code max}. */
    public Schemas speed(Number fallback, String description) {
        JsonObject schema = new JsonObject()
                .put("type", new JsonArray().add("number").add("string"))
                .put("exclusiveMinimum", 0)
                .put("maximum", 100_000)
                .put("pattern", "^\\s*(max|[0-9]+(\\.[0-9]+)?)\\s*$");
        return property("speed", described(description, schema).put("default", fallback));
    }

    /** Text of a form. */
    public Schemas text(String name, String pattern, String description) {
        return property(
                name,
                described(description, new JsonObject().put("type", "string").put("pattern", pattern)));
    }

    /** A map from symbol to text. */
    public Schemas texts(String name, String description) {
        return property(
                name,
                described(
                        description, map(new JsonObject().put("type", "string").put("minLength", 1))));
    }

    /** A map from symbol to number. */
    public Schemas numbers(String name, Number min, Number max, String description) {
        return property(name, described(description, map(anyNumber(min, max))));
    }

    public JsonObject build() {
        return new JsonObject()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("type", "object")
                .put("additionalProperties", false)
                .put("properties", properties);
    }

    private static JsonObject map(JsonObject values) {
        return new JsonObject().put("type", "object").put("additionalProperties", values);
    }

    private static JsonObject anyNumber(Number min, Number max) {
        return new JsonObject()
                .put("type", new JsonArray().add("number").add("string"))
                .put("minimum", min)
                .put("maximum", max)
                .put("pattern", DECIMAL);
    }

    private static JsonObject described(String description, JsonObject schema) {
        return schema.put("description", description);
    }

    private Schemas property(String name, JsonObject schema) {
        properties.put(name, schema);
        return this;
    }
}
