package io.autotrade.bus;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.autotrade.broker.Booking;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.config.Secret;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Events as JSON, without loss: decimals are written in plain notation with all their digits, times in ISO-8601 UTC,
 * durations as ISO-8601. The same value always gives the same text.
 */
public final class EventJson {

    /** Version of the public envelope. */
    public static final int VERSION = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(domainTypes())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // The components of a record and nothing else: its accessors count as getters, which are not looked at.
            .disable(MapperFeature.AUTO_DETECT_GETTERS, MapperFeature.AUTO_DETECT_IS_GETTERS)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .serializationInclusion(JsonInclude.Include.ALWAYS)
            .build();

    private EventJson() {}

    /** The mapper itself, for other immutable records of this vocabulary; never reconfigure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Exact text of any record made of this vocabulary. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text is not a valid value of the type
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not a valid " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a journal row.
     *
     * @throws IllegalArgumentException if the type is unknown or the payload does not fit it
     */
    public static DomainEvent read(String type, String payload) {
        EventType known = EventType.byName(type);
        if (known == null) {
            throw new IllegalArgumentException("unknown event type '" + type + "'");
        }
        return read(payload, known.eventClass());
    }

    /**
     * The payload as consumers see it: every decimal {@code x} as a JSON number with its exact text beside it as
     * {@code xExact}, and for a decision its parts at the top level.
     */
    public static ObjectNode publicPayload(DomainEvent event) {
        ObjectNode node = MAPPER.valueToTree(event);
        if (event instanceof DecisionMade) {
            ObjectNode decision = (ObjectNode) node.remove("decision");
            node.setAll(decision);
        }
        return withExact(node);
    }

    /** The whole public message: {@code v}, {@code seq}, {@code ts}, {@code type}, {@code payload}. */
    public static ObjectNode publicMessage(JournalEntry entry) {
        ObjectNode message = MAPPER.createObjectNode();
        message.put("v", VERSION);
        message.put("seq", entry.seq());
        message.put("ts", entry.ts().toString());
        message.put("type", entry.type());
        message.set("payload", publicPayload(entry.event()));
        return message;
    }

    /** {@link #publicMessage} as the type that travels on the event bus. */
    public static JsonObject busMessage(JournalEntry entry) {
        JsonObject payload = BusJson.withExact(MAPPER, entry.event());
        if (entry.event() instanceof DecisionMade) {
            JsonObject decision = (JsonObject) payload.remove("decision");
            payload.getMap().putAll(decision.getMap());
        }
        return new JsonObject()
                .put("v", VERSION)
                .put("seq", entry.seq())
                .put("ts", entry.ts().toString())
                .put("type", entry.type())
                .put("payload", payload);
    }

    /** Adds {@code xExact} beside every decimal {@code x}, at every depth, and returns the same node. */
    public static ObjectNode withExact(ObjectNode node) {
        ObjectNode exact = MAPPER.createObjectNode();
        for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode value = field.getValue();
            exact.set(field.getKey(), value);
            if (value.isBigDecimal()) {
                exact.put(field.getKey() + "Exact", value.decimalValue().toPlainString());
            } else {
                descend(value);
            }
        }
        node.removeAll();
        node.setAll(exact);
        return node;
    }

    private static void descend(JsonNode value) {
        if (value instanceof ObjectNode child) {
            withExact(child);
        } else if (value instanceof ArrayNode children) {
            children.forEach(EventJson::descend);
        }
    }

    private static SimpleModule domainTypes() {
        SimpleModule module = new SimpleModule("autotrade");
        module.addSerializer(text(Symbol.class, Symbol::value));
        module.addDeserializer(Symbol.class, fromText(Symbol.class, Symbol::new));
        module.addKeySerializer(Symbol.class, keyText());
        module.addKeyDeserializer(Symbol.class, keyFromText());
        module.addSerializer(text(ClientOrderId.class, ClientOrderId::value));
        module.addDeserializer(ClientOrderId.class, fromText(ClientOrderId.class, ClientOrderId::new));
        // Nothing secret belongs into an event; should one get here, it does not show and cannot be read back.
        module.addSerializer(text(Secret.class, Secret::toString));
        lowerCase(module, Action.class);
        lowerCase(module, VerdictOutcome.class);
        lowerCase(module, OrderStatus.class);
        lowerCase(module, Leg.class);
        lowerCase(module, AlertRaised.Severity.class);
        lowerCase(module, BrokerHandOver.Step.class);
        lowerCase(module, Side.class);
        lowerCase(module, PositionSide.class);
        lowerCase(module, OrderType.class);
        lowerCase(module, OrderOrigin.class);
        lowerCase(module, OrderState.class);
        lowerCase(module, Liquidity.class);
        lowerCase(module, Booking.ForcedKind.class);
        return module;
    }

    private static <E extends Enum<E>> void lowerCase(SimpleModule module, Class<E> type) {
        module.addSerializer(text(type, value -> value.name().toLowerCase(Locale.ROOT)));
        module.addDeserializer(type, fromText(type, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT))));
    }

    private static StdSerializer<Symbol> keyText() {
        return new StdSerializer<>(Symbol.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(Symbol value, JsonGenerator generator, SerializerProvider provider)
                    throws IOException {
                generator.writeFieldName(value.value());
            }
        };
    }

    private static KeyDeserializer keyFromText() {
        return new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) throws IOException {
                try {
                    return new Symbol(key);
                } catch (IllegalArgumentException e) {
                    throw context.weirdKeyException(Symbol.class, key, String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private static <T> StdSerializer<T> text(Class<T> type, Function<T, String> toText) {
        return new StdSerializer<>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString(toText.apply(value));
            }
        };
    }

    private static <T> StdDeserializer<T> fromText(Class<T> type, Function<String, T> parse) {
        return new StdDeserializer<>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                try {
                    return parse.apply(parser.getText());
                } catch (IllegalArgumentException e) {
                    throw context.weirdStringException(parser.getText(), type, String.valueOf(e.getMessage()));
                }
            }
        };
    }

    /** Decimal as the text consumers see in {@code xExact}. */
    public static String exact(BigDecimal value) {
        return value.toPlainString();
    }
}
