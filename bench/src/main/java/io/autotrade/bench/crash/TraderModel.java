package io.autotrade.bench.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OpenAI-compatible model on loopback that trades as much as it may: enters what is flat, closes what is held. */
public final class TraderModel implements AutoCloseable {

    private static final Pattern PRICE = Pattern.compile("### ([A-Z0-9-]+)\\s+price: last ([0-9.]+)");

    private final HttpServer server;
    private final Random random;
    private final BigDecimal stopDistance;

    private TraderModel(HttpServer server, long seed, BigDecimal stopDistance) {
        this.server = server;
        this.random = new Random(seed);
        this.stopDistance = stopDistance;
    }

    static TraderModel start(long seed) throws IOException {
        return start(seed, new BigDecimal("0.03"));
    }

    /** @param stopDistance of stops from the price, as a share of it; targets are three times as far */
    public static TraderModel start(long seed, BigDecimal stopDistance) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TraderModel model = new TraderModel(server, seed, stopDistance);
        server.createContext("/v1", model::answer);
        server.start();
        return model;
    }

    /** The part of the section {@code trading} that asks this model. */
    public String configuration() {
        return "advisor: llm\n  llm: {provider: local, model: trader-1, base_url: \"http://127.0.0.1:"
                + server.getAddress().getPort() + "/v1\"}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject reply = body.isBlank() ? new JsonObject() : completion(new JsonObject(body));
        byte[] bytes = reply.encode().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(body.isBlank() ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonObject completion(JsonObject request) {
        JsonArray messages = request.getJsonArray("messages");
        String asked = messages.getJsonObject(messages.size() - 1).getString("content");
        JsonObject message = new JsonObject()
                .put("role", "assistant")
                .put("content", decisions(asked).encode());
        return new JsonObject()
                .put("id", "1")
                .put("object", "chat.completion")
                .put("model", "trader-1")
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put("finish_reason", "stop")
                                        .put("message", message)))
                .put("usage", new JsonObject().put("prompt_tokens", 1_000).put("completion_tokens", 100));
    }

    private synchronized JsonArray decisions(String asked) {
        JsonArray decisions = new JsonArray();
        Matcher price = PRICE.matcher(asked);
        while (price.find()) {
            boolean held = asked.contains("{\"symbol\":\"" + price.group(1) + "\",\"side\"");
            JsonObject decision = new JsonObject().put("symbol", price.group(1)).put("confidence", 0.8);
            decisions.add(held ? leave(decision) : enter(decision, new BigDecimal(price.group(2))));
        }
        return decisions;
    }

    private JsonObject leave(JsonObject decision) {
        return decision.put("action", random.nextBoolean() ? "CLOSE" : "HOLD").put("rationale", "enough");
    }

    private JsonObject enter(JsonObject decision, BigDecimal last) {
        boolean buy = random.nextBoolean();
        return decision.put("action", buy ? "BUY" : "SELL")
                .put("size_pct", 5)
                .put("leverage", 1)
                .put("stop_loss", beside(last, buy ? stopDistance.negate() : stopDistance))
                .put(
                        "take_profit",
                        beside(last, buy ? targetDistance() : targetDistance().negate()))
                .put("invalidation_condition", "the stop")
                .put("rationale", "to be traded");
    }

    private BigDecimal targetDistance() {
        return stopDistance.multiply(BigDecimal.valueOf(3));
    }

    private static BigDecimal beside(BigDecimal price, BigDecimal share) {
        return price.multiply(BigDecimal.ONE.add(share)).round(new MathContext(6));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
