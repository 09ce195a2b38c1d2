package io.autotrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The existing dashboard and scripts: each request they make, each field they read, below both prefixes. */
class WireContractTest {

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static JsonObject ok(HttpResponse<Buffer> response) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
        return response.bodyAsJsonObject();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void healthTellsCacheAndScheduler(String path) {
        JsonObject body = ok(api.get(path));

        assertThat(body.getString("status")).isEqualTo("ok");
        assertThat(body.getJsonObject("redis").getBoolean("alive")).isTrue();
        assertThat(body.getJsonObject("redis").containsKey("latency_ms")).isTrue();
        JsonObject schedulers = body.getJsonObject("schedulers");
        assertThat(schedulers.getString("mode")).isEqualTo("single");
        assertThat(schedulers.getJsonObject("default").getBoolean("is_running")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {RunningApi.API, RunningApi.INTERNAL})
    void serviceHealthSatisfiesBothGenerations(String prefix) {
        JsonObject body = ok(api.get(prefix + "/health"));

        assertThat(body.getString("service")).isEqualTo("autotrade-service");
        assertThat(body.getString("status")).isEqualTo("ok");
        assertThat(body.getString("time")).isEqualTo("2026-03-02T08:00:01Z");
        assertThat(body.getJsonObject("python").getJsonObject("schedulers")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {RunningApi.API, RunningApi.INTERNAL})
    void runtimeModeIsReadAndChanged(String prefix) {
        JsonObject changed =
                ok(api.send(HttpMethod.PATCH, prefix + "/runtime-mode", "application/json", "{\"mode\":\"paper\"}"));
        assertThat(changed).isEqualTo(new JsonObject().put("mode", "paper"));
        assertThat(ok(api.get(prefix + "/runtime-mode")).getString("mode")).isEqualTo("paper");
    }

    @Test
    void portfolioForTheDashboardHasNoDecisionsAndTheFullMode() {
        JsonObject portfolio = ok(api.get(RunningApi.INTERNAL + "/portfolio")).getJsonObject("portfolio");

        assertThat(portfolio.containsKey("decisions")).isFalse();
        assertThat(portfolio.containsKey("marketData")).isFalse();
        assertThat(portfolio.getString("mode")).isEqualTo("Paper Trading (Simulation)");
        assertThat(portfolio.getString("service")).isEqualTo("autotrade-service");
        assertThat(portfolio.getString("generatedAt")).isEqualTo("2026-03-02T08:00:01Z");
        assertThat(portfolio.getDouble("equity")).isEqualTo(10112.75);
        assertThat(portfolio.getString("equityExact")).isEqualTo("10112.750000000000000000");
        JsonObject position = portfolio.getJsonArray("positions").getJsonObject(0);
        assertThat(position.getJsonObject("exitPlan").getDouble("stopLoss")).isEqualTo(141.2);
        assertThat(position.getString("quantityExact")).isEqualTo("18.250000000000000001");
    }

    @Test
    void portfolioOfTheGatewayHasDecisionsAndTheReducedMode() {
        JsonObject portfolio = ok(api.get(RunningApi.API + "/portfolio")).getJsonObject("portfolio");

        assertThat(portfolio.getJsonArray("decisions").getJsonObject(0).getString("id"))
                .isEqualTo("d-1");
        assertThat(portfolio.getString("mode")).isEqualTo("Paper trading");
        assertThat(portfolio.getString("modeName")).isEqualTo("Paper Trading (Simulation)");
    }

    @Test
    void syncToleratesTheBodyThatTheDashboardSends() {
        HttpResponse<Buffer> response = api.send(
                HttpMethod.POST,
                RunningApi.INTERNAL + "/portfolio/sync?broadcast=false",
                "application/json",
                "{\"broadcast\": true}");

        JsonObject body = ok(response);
        assertThat(body.getBoolean("broadcast")).isFalse();
        assertThat(body.getJsonObject("portfolio").getString("portfolioId")).isEqualTo("simulation");
    }

    @ParameterizedTest
    @ValueSource(strings = {RunningApi.API, RunningApi.INTERNAL})
    void decisionsCarryEveryFieldOfTheContract(String prefix) {
        JsonObject body = ok(api.get(prefix + "/decisions"));

        assertThat(body.containsKey("next_cursor")).isTrue();
        assertThat(body.getString("nextCursor")).isEqualTo(body.getString("next_cursor"));
        JsonObject decision = body.getJsonArray("items").getJsonObject(0);
        assertThat(decision.getString("id")).isEqualTo("d-1");
        assertThat(decision.getString("symbol")).isEqualTo("BTC-USDT-SWAP");
        assertThat(decision.getString("action")).isEqualTo("buy");
        assertThat(decision.getDouble("sizePct")).isEqualTo(12.5);
        assertThat(decision.getString("sizePctExact")).isEqualTo("12.50");
        assertThat(decision.getDouble("confidence")).isEqualTo(0.71);
        assertThat(decision.getString("rationale")).isEqualTo("Momentum <b>positive</b>");
        assertThat(decision.getString("createdAt")).isEqualTo("2026-03-02T08:00:00Z");
        JsonObject prompt = decision.getJsonObject("prompt");
        assertThat(prompt.getString("systemPrompt")).isEqualTo("You are a trader.");
        assertThat(prompt.getString("userPayload")).isEqualTo("The market is open.");
        assertThat(prompt.getString("chainOfThought")).isEqualTo("It goes up.");
        assertThat(prompt.getJsonArray("invalidations")).isEqualTo(new JsonArray().add("close below 89000"));
        assertThat(prompt.getString("observationWindow")).isEqualTo("PT5M");
        assertThat(prompt.getString("toolPayload")).isEqualTo(decision.getString("toolPayloadJson"));
        assertThat(decision.getJsonObject("verdict").getString("outcome")).isEqualTo("accepted");
        assertThat(api.projections.asked.limit()).isEqualTo(200);
    }

    @Test
    void whatADecisionLeftOutIsZeroOrEmptyAsTheDashboardExpects() {
        JsonObject decision = ok(api.get(RunningApi.INTERNAL + "/decisions"))
                .getJsonArray("items")
                .getJsonObject(1);

        assertThat(decision.getInteger("sizePct")).isZero();
        assertThat(decision.getInteger("confidence")).isZero();
        assertThat(decision.getJsonObject("prompt").getString("userPayload")).isEmpty();
        assertThat(decision.getJsonObject("prompt").getJsonArray("invalidations"))
                .isEmpty();
        assertThat(decision.containsKey("toolPayloadJson")).isTrue();
        assertThat(decision.getString("toolPayloadJson")).isNull();
    }

    @Test
    void decisionsAreFilteredBySymbolInAnyCase() {
        ok(api.get(RunningApi.API + "/decisions?symbol=eth-usdt-swap"));

        assertThat(api.projections.asked.filter().symbol()).isEqualTo("ETH-USDT-SWAP");
    }

    @ParameterizedTest
    @ValueSource(strings = {RunningApi.API, RunningApi.INTERNAL})
    void aDecisionComesWithItsWholeChain(String prefix) {
        JsonObject decision = ok(api.get(prefix + "/decisions/d-1")).getJsonObject("decision");

        assertThat(decision.getJsonObject("prompt").getString("toolPayload")).contains("live_market_data");
        assertThat(decision.getString("reply")).contains("BTC-USDT-SWAP");
        assertThat(decision.getJsonObject("inputs").getString("promptVersion")).isEqualTo("7");
        assertThat(decision.getJsonObject("verdict")
                        .getJsonArray("rules")
                        .getJsonObject(0)
                        .getString("limit"))
                .isEqualTo("10x");
        assertThat(decision.getJsonArray("orders").getJsonObject(0).getString("state"))
                .isEqualTo("filled");
        assertThat(decision.getJsonArray("fills").getJsonObject(0).getString("priceExact"))
                .isEqualTo("91296.025200000000000001");
        assertThat(decision.getJsonArray("outcomes").getJsonObject(0).getString("netPnlExact"))
                .isEqualTo("43.328");
        assertThat(decision.getJsonArray("counterfactuals").getJsonObject(0).getString("horizon"))
                .isEqualTo("PT4H");
        assertThat(decision.getJsonObject("cost").getString("usdExact")).isEqualTo("0.00123");
        assertThat(decision.getJsonObject("marketView").getString("source")).isEqualTo("simulated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scheduler/status", "/metrics"})
    void schedulerKeysComeInBothSpellings(String path) {
        JsonObject scheduler = ok(api.get(RunningApi.INTERNAL + path)).getJsonObject("scheduler");

        assertThat(scheduler.getString("implementation")).isEqualTo("asyncio");
        assertThat(scheduler.getBoolean("is_paused")).isEqualTo(scheduler.getBoolean("isPaused"));
        assertThat(scheduler.getBoolean("isRunning")).isTrue();
        assertThat(scheduler.containsKey("last_run_at")).isTrue();
        assertThat(scheduler.containsKey("lastRunAt")).isTrue();
        assertThat(scheduler.getString("nextRunAt")).isEqualTo(scheduler.getString("next_run_at"));
        assertThat(scheduler.getInteger("consecutiveFailures")).isZero();
        JsonObject job = scheduler.getJsonArray("jobs").getJsonObject(0);
        assertThat(job.getString("jobId")).isEqualTo("portfolio-evaluator");
        assertThat(job.getString("job_id")).isEqualTo("portfolio-evaluator");
        assertThat(job.getString("name")).isEqualTo("Evaluate active portfolios");
        assertThat(job.getString("nextRunAt")).isEqualTo(job.getString("next_run_at"));
    }

    @ParameterizedTest
    @ValueSource(strings = {RunningApi.API, RunningApi.INTERNAL})
    void pauseTriggerAndResumeSayWhatHappened(String prefix) {
        JsonObject paused = ok(api.post(prefix + "/scheduler/pause"));
        assertThat(paused.getString("status")).isEqualTo("paused");
        assertThat(paused.getJsonObject("scheduler").getBoolean("isPaused")).isTrue();

        JsonObject skipped = ok(api.post(prefix + "/scheduler/trigger"));
        assertThat(skipped.getBoolean("skipped")).isTrue();
        assertThat(skipped.getString("reason")).isEqualTo("the schedule is paused");
        assertThat(skipped.getString("triggeredAt")).isEqualTo(skipped.getString("triggered_at"));

        JsonObject resumed = ok(api.post(prefix + "/scheduler/resume"));
        assertThat(resumed.getString("status")).isEqualTo("running");
        assertThat(ok(api.post(prefix + "/scheduler/trigger")).getBoolean("skipped"))
                .isFalse();
        assertThat(ok(api.post(prefix + "/scheduler/cron-trigger")).getString("triggered_at"))
                .isNotEmpty();
    }

    @Test
    void theGatewaysPlaceholdersReallyAct() {
        assertThat(api.post(RunningApi.API + "/actions/pause").statusCode()).isEqualTo(204);
        assertThat(api.rooms.paused).isTrue();
        assertThat(api.post(RunningApi.API + "/actions/resume").statusCode()).isEqualTo(204);
        assertThat(api.rooms.paused).isFalse();

        JsonObject run = ok(api.post(RunningApi.API + "/evaluate-now"));
        assertThat(run.getString("run_id")).isNotEmpty();
        assertThat(run.getString("scheduled_for")).isEqualTo("2026-03-02T08:01:00.500Z");
    }

    @Test
    void indicatorsPricesAndLatencyHaveTheirEnvelopes() {
        assertThat(ok(api.get(RunningApi.INTERNAL + "/market/indicators/btc-usdt-swap"))
                        .getJsonObject("indicator")
                        .getDouble("macd_histogram"))
                .isEqualTo(1.5);
        JsonObject prices = ok(api.get("/api/market/v1/prices"));
        assertThat(prices.getInteger("count")).isEqualTo(2);
        assertThat(prices.getJsonObject("symbols")
                        .getJsonObject("BTC-USDT-SWAP")
                        .getDouble("change_pct_24h"))
                .isEqualTo(-0.83);
        assertThat(prices.getJsonObject("symbols")
                        .getJsonObject("ETH-USDT-SWAP")
                        .containsKey("timestamp"))
                .isTrue();
        assertThat(ok(api.get(RunningApi.INTERNAL + "/metrics/latency/okx-order"))
                        .getJsonObject("stats")
                        .getDouble("latest_ms"))
                .isEqualTo(63.5);
    }

    @Test
    void metricsArePrometheusText() {
        HttpResponse<Buffer> response = api.get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(response.bodyAsString()).contains("scheduler_evaluations_total 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/portfolio/history?days=3", "/portfolio/simulation/history?days=3"})
    void historyIsOldestFirstAndAddsUp(String path) {
        JsonArray history = ok(api.get(RunningApi.INTERNAL + path)).getJsonArray("history");

        JsonObject point = history.getJsonObject(0);
        assertThat(point.getString("timestamp"))
                .isLessThan(history.getJsonObject(1).getString("timestamp"));
        assertThat(point.getDouble("cash") + point.getDouble("positionsValue")).isEqualTo(point.getDouble("equity"));
        assertThat(point.getString("totalPnlExact")).isEqualTo("112.75");
        assertThat(api.projections.equityFrom).isEqualTo("2026-02-27T08:00:00Z");
    }
}
