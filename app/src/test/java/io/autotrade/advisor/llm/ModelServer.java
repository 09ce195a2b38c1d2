package io.autotrade.advisor.llm;

import io.autotrade.bus.EventJson;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An OpenAI-compatible endpoint on a loopback socket that answers as a script says: well, slowly, wrongly, or not at
 * all. Each call takes the next reply of the script; the last one is repeated. Safe from any thread.
 */
public final class ModelServer implements AutoCloseable {

    /** One answer of the script. */
    public interface Reply {
        void answer(HttpServerRequest request, JsonObject body);
    }

    /** A call as it arrived. */
    public record Call(String path, String authorization, JsonObject body) {

        /** Text of the last message. */
        public String lastMessage() {
            JsonArray messages = body.getJsonArray("messages");
            return messages.getJsonObject(messages.size() - 1).getString("content");
        }
    }

    private final HttpServer server;
    private final Deque<Reply> script = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private Reply models = json(404, "{}");

    private ModelServer(Vertx vertx) throws Exception {
        server = vertx.createHttpServer();
        server.requestHandler(request -> request.body().onSuccess(body -> handle(request, body)));
        server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
    }

    public static ModelServer start(Vertx vertx) throws Exception {
        return new ModelServer(vertx);
    }

    /** The address to configure as {@code base_url}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    /** Adds replies to the end of the script. */
    public synchronized ModelServer then(Reply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /** Replaces what is left of the script. */
    public synchronized ModelServer now(Reply... replies) {
        script.clear();
        return then(replies);
    }

    /** What {@code GET /models} answers. */
    public synchronized ModelServer models(Reply reply) {
        models = reply;
        return this;
    }

    /** Calls of chat/completions so far. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpServerRequest request, Buffer body) {
        next(request, body).answer(request, body.length() == 0 ? new JsonObject() : body.toJsonObject());
    }

    private synchronized Reply next(HttpServerRequest request, Buffer body) {
        if (request.path().endsWith("/models")) {
            return models;
        }
        if (!request.path().equals("/v1/chat/completions")) {
            return json(404, "{\"error\":{\"message\":\"no such path\"}}");
        }
        calls.add(new Call(request.path(), request.getHeader("Authorization"), body.toJsonObject()));
        return script.size() > 1 ? script.poll() : script.peek();
    }

    /** A completion with this text. */
    public static Reply says(String content) {
        return completion(new JsonObject().put("role", "assistant").put("content", content));
    }

    /** A completion with reasoning apart from its text. */
    public static Reply thinks(String reasoning, String content) {
        return completion(new JsonObject()
                .put("role", "assistant")
                .put("reasoning_content", reasoning)
                .put("content", content));
    }

    /** A completion that calls one tool. */
    public static Reply callsTool(String name, String arguments) {
        JsonObject function = new JsonObject().put("name", name).put("arguments", arguments);
        JsonObject call =
                new JsonObject().put("id", "call-1").put("type", "function").put("function", function);
        return completion(new JsonObject()
                .put("role", "assistant")
                .putNull("content")
                .put("tool_calls", new JsonArray().add(call)));
    }

    private static Reply completion(JsonObject message) {
        JsonObject usage = new JsonObject()
                .put("prompt_tokens", 1000)
                .put("completion_tokens", 100)
                .put("prompt_cache_hit_tokens", 400);
        JsonObject body = new JsonObject()
                .put("id", "c-1")
                .put("object", "chat.completion")
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put("message", message)
                                        .put("finish_reason", "stop")))
                .put("usage", usage);
        return json(200, body.encode());
    }

    /** Any status with any JSON text. */
    public static Reply json(int status, String body) {
        return (request, asked) -> request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    /** An error in OpenAI form. */
    public static Reply error(int status, String message) {
        return json(
                status,
                EventJson.mapper()
                        .createObjectNode()
                        .set("error", EventJson.mapper().createObjectNode().put("message", message))
                        .toString());
    }

    /** 429 with Retry-After. */
    public static Reply rateLimited(String retryAfter) {
        return (request, asked) -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", retryAfter)
                .end("{}");
    }

    /** Takes the question and never answers. */
    public static Reply silence() {
        return (request, asked) -> {};
    }

    /** Begins an answer and then sends nothing more. */
    public static Reply stalls() {
        return (request, asked) -> request.response().setChunked(true).write("{\"choices\":[{\"message\":");
    }

    /** Breaks the connection in the middle of the body. */
    public static Reply cutsOff() {
        return (request, asked) -> request.response()
                .putHeader("Content-Length", "5000")
                .write("{\"choices\":[{\"message\":{\"content\":\"[{")
                .onComplete(done -> request.connection().close());
    }

    /** A web page with status 200. */
    public static Reply page() {
        return (request, asked) ->
                request.response().putHeader("Content-Type", "text/html").end("<html>Welcome</html>");
    }

    /** A body of this size, in pieces, without a declared length. */
    public static Reply oversized(int bytes) {
        return (request, asked) -> {
            request.response().setChunked(true);
            for (int sent = 0; sent < bytes; sent += 65_536) {
                request.response().write(" ".repeat(65_536));
            }
            request.response().end();
        };
    }

    /** A redirect. */
    public static Reply redirects(String location) {
        return (request, asked) -> request.response()
                .setStatusCode(307)
                .putHeader("Location", location)
                .end();
    }

    /** Runs something, then answers. */
    public static Reply after(Runnable before, Reply reply) {
        return (request, asked) -> {
            before.run();
            reply.answer(request, asked);
        };
    }

    @Override
    public void close() throws Exception {
        server.close().await(10, TimeUnit.SECONDS);
    }
}
