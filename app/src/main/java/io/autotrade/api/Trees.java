package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON trees of answers. Decimals keep all their digits. */
final class Trees {

    private static final JsonNodeFactory NODES = EventJson.mapper().getNodeFactory();

    private Trees() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    static ObjectNode of(JsonObject json) {
        ObjectNode node = object();
        json.getMap().forEach((key, value) -> node.set(key, ofValue(value)));
        return node;
    }

    /** A value out of a {@link JsonObject}. */
    static JsonNode ofValue(@Nullable Object value) {
        return switch (value) {
            case null -> NullNode.getInstance();
            case JsonObject json -> of(json);
            case JsonArray json -> ofList(json.getList());
            case Map<?, ?> map -> ofMap(map);
            case List<?> list -> ofList(list);
            case JsonNode node -> node;
            default -> EventJson.mapper().valueToTree(value);
        };
    }

    private static ObjectNode ofMap(Map<?, ?> map) {
        ObjectNode node = object();
        map.forEach((key, value) -> node.set(String.valueOf(key), ofValue(value)));
        return node;
    }

    private static ArrayNode ofList(List<?> list) {
        ArrayNode node = array();
        list.forEach(value -> node.add(ofValue(value)));
        return node;
    }

    /** Puts a number and its exact text beside it. */
    static void put(ObjectNode node, String name, BigDecimal value) {
        node.put(name, value);
        node.put(name + "Exact", value.toPlainString());
    }

    /** Adds every snake_case key a second time in camelCase, at every depth, and returns the same node. */
    static ObjectNode bothSpellings(ObjectNode node) {
        for (Map.Entry<String, JsonNode> field : List.copyOf(node.properties())) {
            respell(field.getValue());
            String camel = camelCase(field.getKey());
            if (!node.has(camel)) {
                node.set(camel, field.getValue());
            }
        }
        return node;
    }

    private static void respell(JsonNode value) {
        if (value instanceof ObjectNode child) {
            bothSpellings(child);
        } else if (value instanceof ArrayNode children) {
            children.forEach(Trees::respell);
        }
    }

    /** {@code next_run_at} to {@code nextRunAt}; a name without a separator stays as it is. */
    static String camelCase(String snakeCase) {
        StringBuilder out = new StringBuilder(snakeCase.length());
        boolean up = false;
        for (int i = 0; i < snakeCase.length(); i++) {
            char c = snakeCase.charAt(i);
            if (c == '_' && i > 0) {
                up = true;
            } else {
                out.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return out.toString();
    }

    /** Sets a key to JSON null when it is missing. */
    static void orNull(ObjectNode node, String... names) {
        for (String name : names) {
            if (!node.has(name)) {
                node.putNull(name);
            }
        }
    }

    /** A page of a list, its cursor in both spellings. */
    static ObjectNode page(ArrayNode items, @Nullable String nextCursor) {
        ObjectNode node = object();
        node.set("items", items);
        node.put("next_cursor", nextCursor);
        node.put("nextCursor", nextCursor);
        return node;
    }

    /** The list in an {@code {items: [...]}} reply of another room as a page of its own; other keys are kept. */
    static ObjectNode wholeList(JsonObject reply) {
        ObjectNode node = of(reply);
        if (!node.has("items")) {
            node.set("items", array());
        }
        orNull(node, "next_cursor", "nextCursor");
        return node;
    }

    static byte[] bytes(JsonNode node) {
        return EventJson.write(Objects.requireNonNull(node)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
