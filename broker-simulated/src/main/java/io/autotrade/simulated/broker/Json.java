package io.autotrade.simulated.broker;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Protection;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stored values. Numbers and times are text, so that nothing is lost; what is null or empty is left out. */
final class Json {

    private Json() {}

    static void put(JsonObject json, String key, @Nullable BigDecimal value) {
        if (value != null) {
            json.put(key, value.toPlainString());
        }
    }

    static void put(JsonObject json, String key, @Nullable Instant value) {
        if (value != null) {
            json.put(key, value.toString());
        }
    }

    static void put(JsonObject json, String key, @Nullable ClientOrderId value) {
        if (value != null) {
            json.put(key, value.value());
        }
    }

    static void put(JsonObject json, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.put(key, value);
        }
    }

    static String text(JsonObject json, String key) {
        String value = json.getString(key);
        if (value == null) {
            throw new IllegalStateException("stored value has no " + key + ": " + json.encode());
        }
        return value;
    }

    static BigDecimal decimal(JsonObject json, String key) {
        return new BigDecimal(text(json, key));
    }

    static Instant instant(JsonObject json, String key) {
        return Instant.parse(text(json, key));
    }

    static @Nullable BigDecimal optionalDecimal(JsonObject json, String key) {
        String value = json.getString(key);
        return value == null ? null : new BigDecimal(value);
    }

    static @Nullable Instant optionalInstant(JsonObject json, String key) {
        String value = json.getString(key);
        return value == null ? null : Instant.parse(value);
    }

    static @Nullable ClientOrderId optionalId(JsonObject json, String key) {
        String value = json.getString(key);
        return value == null ? null : new ClientOrderId(value);
    }

    static JsonObject protection(Protection protection) {
        JsonObject json = new JsonObject().put("id", protection.id().value());
        put(json, "stop", protection.stopPrice());
        put(json, "target", protection.targetPrice());
        return json;
    }

    static @Nullable Protection optionalProtection(@Nullable JsonObject json) {
        return json == null
                ? null
                : new Protection(
                        new ClientOrderId(text(json, "id")),
                        optionalDecimal(json, "stop"),
                        optionalDecimal(json, "target"));
    }
}
