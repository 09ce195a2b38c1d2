package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers: JSON, entity tag, 304 where the client has it already. Large ones are rendered off the event loop.
 */
final class Responder {

    private final Vertx vertx;

    Responder(Vertx vertx) {
        this.vertx = vertx;
    }

    void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        switch (answer) {
            case Answer.Empty empty -> response.setStatusCode(204).end();
            case Answer.Text text ->
                response.putHeader("Content-Type", text.contentType())
                        .putHeader("Cache-Control", "no-store")
                        .end(text.body());
            case Answer.Json json -> render(context, json);
            case Answer.Ready ready -> write(context, 200, ready);
        }
    }

    private void render(RoutingContext context, Answer.Json json) {
        if (large(json.body())) {
            vertx.executeBlocking(() -> rendered(json), false)
                    .onSuccess(rendered -> write(context, json.status(), rendered))
                    .onFailure(context::fail);
        } else {
            write(context, json.status(), rendered(json));
        }
    }

    private static boolean large(JsonNode body) {
        return body.path("items").size() > 20 || body.path("history").size() > 100 || body.has("decision");
    }

    /** The answer as it will be written, whoever gets it. */
    static Answer.Ready rendered(Answer.Json json) {
        byte[] body = Trees.bytes(json.body());
        JsonNode tagged = json.tagged();
        return new Answer.Ready(Buffer.buffer(body), tag(tagged == null ? body : Trees.bytes(tagged)));
    }

    private static void write(RoutingContext context, int status, Answer.Ready rendered) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader("Cache-Control", "no-cache");
        if (context.request().method().equals(HttpMethod.GET) && status == 200) {
            response.putHeader("ETag", rendered.tag());
            if (matches(context.request().getHeader("If-None-Match"), rendered.tag())) {
                response.setStatusCode(304).end();
                return;
            }
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(rendered.body());
    }

    private static boolean matches(@Nullable String header, String tag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(String::strip)
                        .anyMatch(candidate -> candidate.equals("*") || candidate.equals(tag));
    }

    /** Weak, because a compressed answer has other bytes. */
    private static String tag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
