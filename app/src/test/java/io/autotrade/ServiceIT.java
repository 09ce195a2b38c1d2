package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.AlertCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The product as its users meet it. */
@Timeout(240)
class ServiceIT {

    private static final String SIMULATED = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {speed: max, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;

    @TempDir
    private Path home;

    @Test
    void decidesTradesAndAccountsFromTheFirstMinuteAndContinuesAfterARestart() throws Exception {
        JsonObject before;
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            service.awaitType("fill");
            assertThat(service.control("/scheduler/pause").statusCode()).isEqualTo(200);
            service.control("/control/flatten");

            JsonObject fill = service.get("/fills").getJsonArray("items").getJsonObject(0);
            assertThat(fill.fieldNames())
                    .contains(
                            "symbol",
                            "side",
                            "quantity",
                            "price",
                            "fee",
                            "liquidity",
                            "clientOrderId",
                            "decisionId",
                            "ts");
            JsonObject order = service.get("/orders").getJsonArray("items").getJsonObject(0);
            assertThat(order.fieldNames())
                    .contains("clientOrderId", "decisionId", "symbol", "side", "quantity", "state");
            before = service.get("/portfolio").getJsonObject("portfolio");
            assertBalanced(before);
        }
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            JsonObject after = service.get("/portfolio").getJsonObject("portfolio");
            assertThat(after.getString("cashExact")).isEqualTo(before.getString("cashExact"));
            assertThat(after.getString("feesExact")).isEqualTo(before.getString("feesExact"));
            JsonObject scheduler = service.get("/scheduler/status").getJsonObject("scheduler");
            assertThat(scheduler.getBoolean("is_paused")).isTrue();
            assertThat(scheduler.getBoolean("isPaused")).isTrue();
            assertThat(service.get("/risk").getString("state")).isEqualTo("HALTED");
            var probe = service.call("GET", "/safez", "");
            assertThat(probe.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(probe.body()).getJsonArray("reasons").encode())
                    .contains("operator_halt");
        }
    }

    private static void assertBalanced(JsonObject portfolio) {
        BigDecimal cash = decimal(portfolio, "startingCash")
                .add(decimal(portfolio, "transfers"))
                .add(decimal(portfolio, "realizedPnl"))
                .subtract(decimal(portfolio, "fees"))
                .add(decimal(portfolio, "funding"));
        assertThat(decimal(portfolio, "cash")).isEqualByComparingTo(cash);
        assertThat(decimal(portfolio, "equity"))
                .isEqualByComparingTo(decimal(portfolio, "cash").add(decimal(portfolio, "unrealizedPnl")));
    }

    private static BigDecimal decimal(JsonObject object, String key) {
        return new BigDecimal(object.getString(key + "Exact"));
    }

    @Test
    void letsNobodyControlItWithoutTheToken() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            for (String path : List.of(
                    "/scheduler/pause",
                    "/scheduler/resume",
                    "/scheduler/trigger",
                    "/control/halt",
                    "/control/flatten")) {
                var refused = service.call("POST", "/api/autotrade/v1" + path, "");
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(new JsonObject(refused.body()).getString("detail")).isNotBlank();
            }
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.resolve("data/operator-token"))))
                    .isEqualTo("rw-------");
            assertThat(service.journal().toString()).doesNotContain(service.token());

            assertThat(service.control("/scheduler/pause").statusCode()).isEqualTo(200);
            JsonObject skipped =
                    new JsonObject(service.control("/scheduler/trigger").body());
            assertThat(skipped.getBoolean("skipped")).isTrue();
            assertThat(skipped.getString("reason")).contains("paused");
        }
    }

    @Test
    void tellsEveryEventOnTheBusInOrderAndTheSameOverHttp() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            service.awaitType("fill");
            service.control("/scheduler/pause");
            service.await(event -> event.getString("type").equals("scheduler")
                    && event.getJsonObject("payload").getString("change").equals("paused"));

            List<Long> told = service.told().stream()
                    .map(event -> event.getLong("seq"))
                    .sorted()
                    .toList();
            List<Long> journal = service.journal().stream()
                    .map(event -> event.getLong("seq"))
                    .limit(told.size())
                    .toList();
            assertThat(told).isEqualTo(journal);
        }
    }

    @Test
    @Provokes(alerts = AlertCode.CONFIG_INVALID)
    void appliesAChangedConfigurationAndKeepsTheOldOneWhenTheNewIsWrong() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            Path conf = home.resolve("conf/autotrade.yaml");
            String text = Files.readString(conf);

            Files.writeString(conf, text.replace("evaluation_interval_minutes: 5", "evaluation_interval_minuets: 5"));
            service.awaitAlert("config_invalid");
            assertThat(service.get("/config").encode()).contains("evaluation_interval_minutes");

            Files.writeString(conf, text.replace("evaluation_interval_minutes: 5", "evaluation_interval_minutes: 10"));
            service.await(event -> event.getString("type").equals("config")
                    && event.getJsonObject("payload").getString("by").equals("file"));
            JsonArray changes = service.journal().stream()
                    .filter(event -> event.getString("type").equals("config"))
                    .reduce((first, second) -> second)
                    .orElseThrow()
                    .getJsonObject("payload")
                    .getJsonArray("changes");
            assertThat(changes.getJsonObject(0).getString("key")).isEqualTo("trading.evaluation_interval_minutes");
        }
    }
}
