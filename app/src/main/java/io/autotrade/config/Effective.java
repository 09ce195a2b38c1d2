package io.autotrade.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** The configuration that is in effect, defaults included, as JSON. Holds secrets in clear. */
final class Effective {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}");

    private Effective() {}

    /** Values of the given keys; absent keys without default are left out. */
    static JsonObject of(ConfigNode.Table table, List<Key<?>> keys) {
        JsonObject json = new JsonObject();
        for (Key<?> key : keys) {
            ConfigNode node = table.at(key.path());
            if (node != null && !(node instanceof ConfigNode.Text text && text.isUnset())) {
                put(json, key.path(), key.type().json(node));
            } else if (key.standard() != null) {
                put(json, key.path(), key.type().json(Values.standard(key)));
            }
        }
        return json;
    }

    static void put(JsonObject json, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            json.put(path, value);
            return;
        }
        String first = path.substring(0, dot);
        if (!(json.getValue(first) instanceof JsonObject)) {
            json.put(first, new JsonObject());
        }
        put(json.getJsonObject(first), path.substring(dot + 1), value);
    }

    /**
     * A section of a plugin as JSON: numbers and booleans where they are written so, without quotes, text otherwise.
     * Decimals keep all their digits; what has an exponent or a leading zero is text.
     */
    static Object untyped(ConfigNode node) {
        return switch (node) {
            case ConfigNode.Table table -> {
                JsonObject json = new JsonObject();
                table.entries().forEach((name, value) -> {
                    if (!(value instanceof ConfigNode.Text text && text.isUnset())) {
                        json.put(name, untyped(value));
                    }
                });
                yield json;
            }
            case ConfigNode.Items items -> {
                JsonArray json = new JsonArray();
                items.items().forEach(item -> json.add(untyped(item)));
                yield json;
            }
            case ConfigNode.Text text -> text.plain() ? guess(text.value()) : text.value();
        };
    }

    private static Object guess(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (WHOLE.matcher(text).matches()) {
            long value = Long.parseLong(text);
            return value == (int) value ? (Object) (int) value : (Object) value;
        }
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
    }
}
