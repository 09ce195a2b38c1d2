package io.autotrade.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A validated request, without the machinery around it. */
final class Call {

    static final String PRINCIPAL = "autotrade.principal";
    static final String INTERNAL = "autotrade.internal";
    static final String INSTANCE = "autotrade.instance";
    static final String BODY_AWAITED = "autotrade.body-awaited";

    private final RoutingContext context;

    Call(RoutingContext context) {
        this.context = context;
    }

    /** The path as it was sent; empty for the few requests that have none, such as {@code OPTIONS *}. */
    static String pathOf(HttpServerRequest request) {
        String path = request.path();
        return path == null ? "" : path;
    }

    /** A path parameter, decoded. */
    String path(String name) {
        String value = context.pathParam(name);
        if (value == null || value.isBlank()) {
            throw Problem.invalid(400, name, "", "a non-blank value");
        }
        return value;
    }

    /**
     * A query parameter, decoded; null when it was not given. Read from the request: validation decodes a second time.
     */
    @Nullable
    String query(String name) {
        return context.queryParams().get(name);
    }

    int query(String name, int whenAbsent) {
        String text = query(name);
        try {
            return text == null ? whenAbsent : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            // 1e2 and 1.0 are whole numbers to a schema
            throw Problem.invalid(400, name, text, "a whole number in digits");
        }
    }

    boolean query(String name, boolean whenAbsent) {
        String text = query(name);
        return text == null ? whenAbsent : Boolean.parseBoolean(text);
    }

    /** An ISO-8601 time with offset or Z, or null. A plus sign sent unescaped arrives as a blank and is understood. */
    @Nullable
    Instant time(String name) {
        String text = query(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalid(400, name, text, "an ISO-8601 time with offset, such as 2026-03-02T08:00:00Z");
        }
    }

    /** The body, an empty object when there was none. */
    JsonObject body() {
        ValidatedRequest validated = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        JsonObject body = validated == null || validated.getBody().isNull()
                ? null
                : validated.getBody().getJsonObject();
        return body == null ? new JsonObject() : body;
    }

    Principal principal() {
        return Objects.requireNonNull(context.get(PRINCIPAL));
    }

    /** Whether the request came in below /internal/autotrade/v1. */
    boolean internal() {
        return Boolean.TRUE.equals(context.get(INTERNAL));
    }
}
