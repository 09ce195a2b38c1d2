package io.autotrade.bus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /**
     * A record in the public form, with {@code xExact} beside every decimal {@code x}, in one pass: the same as
     * {@link #of} makes of {@link EventJson#withExact}, for which the record becomes a tree first.
     */
    static JsonObject withExact(ObjectMapper mapper, Object value) {
        try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
            mapper.writeValue(tokens, value);
            try (JsonParser parser = tokens.asParserOnFirstToken()) {
                return object(parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is read or written outside memory
        }
    }

    /** @param parser at the beginning of an object; at its end afterwards */
    private static JsonObject object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            map.put(name, value);
            if (value instanceof BigDecimal decimal) {
                map.put(name + "Exact", decimal.toPlainString());
            }
        }
        return new JsonObject(map);
    }

    private static JsonArray array(JsonParser parser) throws IOException {
        JsonArray array = new JsonArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT ->
                parser.getNumberValue() instanceof BigDecimal decimal ? plain(decimal) : parser.getNumberValue();
            default -> parser.getText();
        };
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
        return plain(node.decimalValue());
    }

    private static BigDecimal plain(BigDecimal decimal) {
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
