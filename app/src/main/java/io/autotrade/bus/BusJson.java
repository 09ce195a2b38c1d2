package io.autotrade.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as it travels on the event bus. Decimals stay {@link BigDecimal}: a local consumer gets all their digits, the
 * copy that each delivery makes shares them, and encoded they are JSON numbers. What has crossed a cluster holds
 * doubles in their place; the text beside them in {@code xExact} is exact everywhere.
 */
public final class BusJson {

    private BusJson() {}

    /** Converts a tree without going through text. */
    public static JsonObject of(ObjectNode node) {
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(node.size());
        node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return new JsonObject(map);
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> of((ObjectNode) node);
            case ARRAY -> {
                JsonArray array = new JsonArray();
                node.forEach(item -> array.add(value(item)));
                yield array;
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL, MISSING -> null;
            case BINARY, POJO -> node.asText();
        };
    }

    private static Object number(JsonNode node) {
        if (!node.isBigDecimal()) {
            return node.numberValue();
        }
        BigDecimal decimal = node.decimalValue();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
