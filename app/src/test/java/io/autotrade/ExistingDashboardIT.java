package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The React dashboard that was there before, as the running service sees it: every request it makes, from its own
 * origin with credentials, and every field it reads.
 */
@Timeout(180)
class ExistingDashboardIT {

    private static final String ORIGIN = "http://localhost:5173";
    private static final String P = "/internal/autotrade/v1";
    private static final String SIMULATED = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;

    @TempDir
    private Path home;

    @Test
    void worksUnchangedWhereNoTokenIsAskedFor() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED, "{port: 0, auth: off}")) {
            service.awaitType("fill");
            reads(service);
            steers(service);
            listens(service);
        }
    }

    @Test
    void readsWithoutATokenAndIsToldWhyItCannotSteer() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            service.awaitType("fill");
            reads(service);
            HttpResponse<String> refused = fromBrowser(service, "POST", P + "/scheduler/pause", "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(new JsonObject(refused.body()).getString("detail")).contains("token");
            HttpResponse<String> stranger =
                    service.call("POST", P + "/scheduler/pause", "", "Origin", "http://elsewhere.example");
            assertThat(stranger.statusCode()).isEqualTo(403);
            assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    /** As a browser sends it; what a browser would refuse to hand to the page fails here. */
    private static HttpResponse<String> fromBrowser(RunningService service, String method, String path, String body)
            throws Exception {
        if (!method.equals("GET")) {
            HttpResponse<String> preflight = service.call(
                    "OPTIONS",
                    path,
                    "",
                    "Origin",
                    ORIGIN,
                    "Access-Control-Request-Method",
                    method,
                    "Access-Control-Request-Headers",
                    "content-type");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(header(preflight, "Access-Control-Allow-Methods")).contains(method);
            assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("content-type");
            shared(preflight);
        }
        HttpResponse<String> response =
                service.call(method, path, body, "Origin", ORIGIN, "Content-Type", "application/json");
        shared(response);
        return response;
    }

    private static void shared(HttpResponse<String> response) {
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(header(response, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(response, "Vary")).containsIgnoringCase("origin");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static JsonObject ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static JsonObject read(RunningService service, String path) throws Exception {
        return ok(fromBrowser(service, "GET", path, ""));
    }

    private static void reads(RunningService service) throws Exception {
        assertThat(read(service, P + "/runtime-mode").getString("mode")).isEqualTo("simulator");
        scheduler(read(service, P + "/scheduler/status").getJsonObject("scheduler"));

        JsonObject synced = ok(fromBrowser(service, "POST", P + "/portfolio/sync", "{\"broadcast\": true}"));
        assertThat(synced.getBoolean("broadcast")).isTrue();
        snapshot(synced.getJsonObject("portfolio"));
        JsonObject portfolio = read(service, P + "/portfolio").getJsonObject("portfolio");
        snapshot(portfolio);
        assertThat(portfolio.fieldNames()).contains("service", "generatedAt").doesNotContain("decisions", "marketData");
        assertThat(portfolio.getString("mode")).isEqualTo("Paper Trading (Simulation)");

        JsonObject decisions = read(service, P + "/decisions");
        assertThat(decisions.fieldNames()).contains("next_cursor", "nextCursor");
        JsonArray items = decisions.getJsonArray("items");
        items.forEach(item -> decision((JsonObject) item));
        JsonObject newest = items.getJsonObject(0);
        String id = newest.getString("id");
        decision(read(service, P + "/decisions/" + id).getJsonObject("decision"));
        long sharing = items.stream()
                .map(item -> ((JsonObject) item).getJsonObject("prompt").getString("userPayload"))
                .filter(newest.getJsonObject("prompt").getString("userPayload")::equals)
                .count();
        assertThat(sharing).as("decisions of one run share their prompt").isEqualTo(6);
        String symbol = newest.getString("symbol");
        assertThat(read(service, P + "/decisions?symbol=" + symbol).getJsonArray("items"))
                .allSatisfy(item ->
                        assertThat(((JsonObject) item).getString("symbol")).isEqualTo(symbol));
        assertThat(fromBrowser(service, "GET", P + "/decisions/none", "").statusCode())
                .isEqualTo(404);

        history(read(service, P + "/portfolio/" + portfolio.getString("portfolioId") + "/history?days=7"));
        JsonObject prices = read(service, "/api/market/v1/prices");
        assertThat(prices.getInteger("count")).isEqualTo(6);
        prices.getJsonObject("symbols").forEach(entry -> {
            JsonObject price = (JsonObject) entry.getValue();
            numbers(price, "price", "change_pct_24h");
            time(price.getString("timestamp"));
        });
        JsonObject indicator =
                read(service, P + "/market/indicators/btc-usdt-swap").getJsonObject("indicator");
        assertThat(indicator.getString("symbol")).isEqualTo("BTC-USDT-SWAP");
        numbers(indicator, "price", "ema20", "macd", "macd_signal", "macd_histogram", "rsi7", "rsi14", "atr3", "atr14");
        numbers(indicator, "volume", "volume_ratio", "volatility", "stream_depth");
        time(indicator.getString("generated_at"));
        JsonObject stats = read(service, P + "/metrics/latency/okx-order").getJsonObject("stats");
        numbers(stats, "count", "min_ms", "max_ms", "avg_ms", "latest_ms");
    }

    private static void steers(RunningService service) throws Exception {
        JsonObject paused = ok(fromBrowser(service, "POST", P + "/scheduler/pause", ""));
        assertThat(paused.getString("status")).isEqualTo("paused");
        assertThat(paused.getJsonObject("scheduler").getBoolean("isPaused")).isTrue();
        scheduler(paused.getJsonObject("scheduler"));
        JsonObject resumed = ok(fromBrowser(service, "POST", P + "/scheduler/resume", ""));
        assertThat(resumed.getString("status")).isEqualTo("running");
        assertThat(resumed.getJsonObject("scheduler").getBoolean("is_paused")).isFalse();
        JsonObject triggered = ok(fromBrowser(service, "POST", P + "/scheduler/trigger", ""));
        time(triggered.getString("triggeredAt"));
        assertThat(triggered.getString("triggered_at")).isEqualTo(triggered.getString("triggeredAt"));
        scheduler(triggered.getJsonObject("scheduler"));
        JsonObject mode = ok(fromBrowser(service, "PATCH", P + "/runtime-mode", "{\"mode\":\"simulator\"}"));
        assertThat(mode).isEqualTo(new JsonObject().put("mode", "simulator"));
        assertThat(fromBrowser(service, "PATCH", P + "/runtime-mode", "{\"mode\":\"fast\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    private static void listens(RunningService service) throws Exception {
        BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .header("Origin", ORIGIN)
                    .buildAsync(URI.create("ws://localhost:" + service.port() + "/ws/market-data"), new Listener(heard))
                    .get(10, TimeUnit.SECONDS);
            socket.sendText("ping", true).get(5, TimeUnit.SECONDS);
            assertThat(next(heard, "pong").fieldNames()).containsExactly("type");
            JsonObject market = next(heard, "market_update");
            time(market.getString("timestamp"));
            market.getJsonObject("data").forEach(entry -> {
                JsonObject price = (JsonObject) entry.getValue();
                assertThat(price.getString("symbol")).isEqualTo(entry.getKey());
                numbers(price, "price", "change_24h", "change_pct_24h", "volume_24h", "high_24h", "low_24h");
            });
            assertThat(market.getJsonObject("data").size()).isEqualTo(6);
            fromBrowser(service, "POST", P + "/portfolio/sync", "");
            JsonObject portfolio = next(heard, "portfolio_update").getJsonObject("data");
            snapshot(portfolio);
            assertThat(portfolio.fieldNames()).contains("decisions").doesNotContain("service", "generatedAt");
            portfolio.getJsonArray("decisions").forEach(item -> decision((JsonObject) item));
            socket.abort();
        }
    }

    private static JsonObject next(BlockingQueue<JsonObject> heard, String type) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            JsonObject message = heard.poll(20, TimeUnit.SECONDS);
            assertThat(message).as("a message of type " + type).isNotNull();
            if (message.getString("type").equals(type)) {
                return message;
            }
        }
        throw new AssertionError("no message of type " + type);
    }

    private static void scheduler(JsonObject scheduler) {
        assertThat(scheduler.getString("implementation")).isIn("apscheduler", "asyncio");
        assertThat(scheduler.getValue("isRunning")).isInstanceOf(Boolean.class);
        assertThat(scheduler.getValue("isPaused")).isEqualTo(scheduler.getValue("is_paused"));
        assertThat(scheduler.getValue("isRunning")).isEqualTo(scheduler.getValue("is_running"));
        assertThat(scheduler.getValue("consecutiveFailures")).isEqualTo(scheduler.getValue("consecutive_failures"));
        assertThat(scheduler.getValue("lastRunAt")).isEqualTo(scheduler.getValue("last_run_at"));
        assertThat(scheduler.getValue("nextRunAt")).isEqualTo(scheduler.getValue("next_run_at"));
        time(scheduler.getString("lastRunAt"));
        // No run is planned while it is paused.
        if (!scheduler.getBoolean("isPaused")) {
            time(scheduler.getString("nextRunAt"));
        }
        JsonObject job = scheduler.getJsonArray("jobs").getJsonObject(0);
        assertThat(job.getString("jobId")).isEqualTo("portfolio-evaluator");
        assertThat(job.getString("job_id")).isEqualTo("portfolio-evaluator");
        assertThat(job.getString("status")).isIn("idle", "running", "paused");
        assertThat(job.getValue("consecutiveFailures")).isEqualTo(job.getValue("consecutive_failures"));
    }

    /** Section 5: every field is there, has its type and is not null, for numbers are formatted without asking. */
    private static void snapshot(JsonObject portfolio) {
        texts(portfolio, "portfolioId", "mode", "lastRunAt");
        assertThat(portfolio.getValue("automationEnabled")).isInstanceOf(Boolean.class);
        numbers(portfolio, "availableCash", "equity", "totalPnl", "pnlPct", "sharpe", "drawdownPct");
        numbers(portfolio, "nextRunInMinutes");
        assertThat(portfolio.getJsonArray("positions")).isNotEmpty().allSatisfy(item -> {
            JsonObject position = (JsonObject) item;
            texts(position, "symbol");
            numbers(position, "quantity", "entryPrice", "markPrice", "pnl", "pnlPct", "leverage", "confidence");
            assertThat(position.getDouble("confidence")).isBetween(0.0, 1.0);
            numbers(position.getJsonObject("exitPlan"), "profitTarget", "stopLoss");
            assertThat(position.getJsonObject("exitPlan").getString("invalidation"))
                    .isNotNull();
        });
        portfolio.getJsonArray("closedPositions").forEach(item -> {
            JsonObject closed = (JsonObject) item;
            texts(closed, "symbol", "entryTimestamp", "exitTimestamp", "reason");
            numbers(closed, "quantity", "entryPrice", "exitPrice", "realizedPnl", "realizedPnlPct", "leverage");
        });
        List<String> ids = portfolio.getJsonArray("events").stream()
                .map(event -> {
                    texts((JsonObject) event, "id", "label", "timestamp");
                    time(((JsonObject) event).getString("timestamp"));
                    return ((JsonObject) event).getString("id");
                })
                .toList();
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    private static void decision(JsonObject decision) {
        texts(decision, "id", "symbol", "createdAt");
        assertThat(decision.getString("action")).isIn("buy", "sell", "hold", "close", "no_entry");
        numbers(decision, "sizePct", "confidence");
        assertThat(decision.getString("rationale")).isNotNull();
        time(decision.getString("createdAt"));
        JsonObject prompt = decision.getJsonObject("prompt");
        for (String name : List.of("systemPrompt", "userPayload", "chainOfThought", "observationWindow")) {
            assertThat(prompt.getString(name)).as(name).isNotNull();
        }
        assertThat(prompt.getJsonArray("invalidations")).isNotNull();
        assertThat(prompt.containsKey("toolPayload")).isTrue();
        assertThat(decision.containsKey("toolPayloadJson")).isTrue();
    }

    private static void history(JsonObject body) {
        assertThat(body.getJsonArray("history")).isNotEmpty().allSatisfy(item -> {
            numbers((JsonObject) item, "equity", "cash", "positionsValue");
            time(((JsonObject) item).getString("timestamp"));
        });
    }

    private static void texts(JsonObject object, String... names) {
        for (String name : names) {
            assertThat(object.getValue(name)).as(name).isInstanceOf(String.class);
        }
    }

    private static void numbers(JsonObject object, String... names) {
        for (String name : names) {
            assertThat(object.getValue(name)).as(name).isInstanceOf(Number.class);
        }
    }

    /** With an offset: without one a browser would take it for local time. */
    private static void time(String text) {
        assertThat(OffsetDateTime.parse(text)).isNotNull();
    }

    /** Puts whole messages into a queue. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<JsonObject> heard;
        private final StringBuilder part = new StringBuilder();

        Listener(BlockingQueue<JsonObject> heard) {
            this.heard = heard;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(new JsonObject(part.toString()));
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
