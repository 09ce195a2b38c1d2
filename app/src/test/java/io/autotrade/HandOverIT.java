package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.AlertCode;
import io.autotrade.plugin.PluginJars;
import io.autotrade.plugin.Template;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another broker takes over while the service runs; plugins come, change and go meanwhile. */
@Timeout(240)
class HandOverIT {

    private static final String MARKET = """
            market: {source: simulated, simulated: {speed: max, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;
    private static final String SIMULATED =
            "trading: {evaluation_interval_minutes: 5, risk: {max_leverage: 1}}\n" + MARKET;
    private static final String LANTERN =
            "trading: {evaluation_interval_minutes: 5, broker_type: lantern, risk: {max_leverage: 1}}\n" + MARKET;

    @TempDir
    private Path home;

    private Path plugins;

    @BeforeEach
    void putPlugins() throws IOException {
        plugins = RunningService.copyOfPlugins(home.resolve("jars"));
        Template.LANTERN.jar(false).write(plugins.resolve("lantern.jar"));
    }

    @Test
    @Provokes(alerts = AlertCode.BROKER_KEPT)
    void handsOverWhenTheAccountIsFlatAndKeepsEachAccountsResultsApart() throws Exception {
        JsonObject after;
        try (RunningService service = RunningService.startWith(plugins, home, SIMULATED)) {
            service.awaitType("fill");

            HttpResponse<String> refused = change(service, "lantern", "flat");
            if (refused.statusCode() == 400) { // a position is open most of the time
                assertThat(refused.body()).contains("positions: close");
                assertThat(service.get("/runtime-mode").getString("broker")).isEqualTo("simulated");
                assertThat(service.get("/runtime-mode")
                                .getJsonObject("hand_over")
                                .getString("step"))
                        .isIn("begun", "failed");
            }
            HttpResponse<String> changed = change(service, "lantern", "close");
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);

            assertThat(service.get("/runtime-mode").getString("mode")).isEqualTo("simulator");
            assertThat(service.get("/runtime-mode").getString("broker")).isEqualTo("lantern");
            assertThat(service.get("/status").getString("broker_name")).isEqualTo("Lantern paper broker");
            after = service.get("/portfolio").getJsonObject("portfolio");
            assertThat(after.getString("brokerId")).isEqualTo("lantern");
            assertThat(after.getString("startingCashExact")).isEqualTo("10000");
            assertLeftFlatAndBalanced(after.getJsonArray("earlierAccounts").getJsonObject(0));
            assertWritten(service);

            service.await(event -> event.getString("type").equals("intent")
                    && event.getJsonObject("payload").getString("brokerId").equals("lantern"));
            service.control("/scheduler/pause");
            // the sample broker values positions at the market, which has no price yet when a start reconciles
            assertThat(service.control("/control/flatten").statusCode()).isEqualTo(200);
        }
        try (RunningService service = RunningService.startWith(plugins, home, SIMULATED)) {
            assertThat(service.get("/runtime-mode").getString("broker"))
                    .as("chosen while it ran, and the file names no other since")
                    .isEqualTo("lantern");
            service.awaitAlert("broker_kept");
            assertThat(service.get("/portfolio").getJsonObject("portfolio").getJsonArray("earlierAccounts"))
                    .isEqualTo(after.getJsonArray("earlierAccounts"));
        }
    }

    private static void assertLeftFlatAndBalanced(JsonObject account) {
        assertThat(account.getString("brokerId")).isEqualTo("simulated");
        assertThat(account.getInteger("openPositions")).isZero();
        BigDecimal cash = exact(account, "startingCash")
                .add(exact(account, "transfers"))
                .add(exact(account, "realizedPnl"))
                .subtract(exact(account, "fees"))
                .add(exact(account, "funding"));
        assertThat(exact(account, "cash")).isEqualByComparingTo(cash);
        assertThat(exact(account, "fees")).isPositive();
    }

    private static BigDecimal exact(JsonObject object, String key) {
        return new BigDecimal(object.getString(key + "Exact"));
    }

    /** Every intent before the new account has an end, every fill belongs to the account it is written under. */
    private static void assertWritten(RunningService service) throws Exception {
        List<JsonObject> journal = service.journal();
        List<String> steps = journal.stream()
                .filter(event -> event.getString("type").equals("hand_over"))
                .map(event -> event.getJsonObject("payload").getString("step"))
                .toList();
        assertThat(steps).endsWith("begun", "ready", "quiet", "completed");
        List<Long> accounts = journal.stream()
                .filter(event -> event.getString("type").equals("account"))
                .map(event -> event.getLong("seq"))
                .toList();
        assertThat(accounts).hasSize(2);
        long opened = accounts.getLast();
        assertThat(journal.stream()
                        .filter(event -> event.getLong("seq") == opened + 1)
                        .findFirst()
                        .orElseThrow()
                        .getString("type"))
                .isEqualTo("hand_over");
        BigDecimal held = BigDecimal.ZERO;
        for (JsonObject event : journal) {
            if (event.getString("type").equals("fill") && event.getLong("seq") < opened) {
                BigDecimal quantity = exact(event.getJsonObject("payload"), "quantity");
                held = event.getJsonObject("payload").getString("side").equals("buy")
                        ? held.add(quantity)
                        : held.subtract(quantity);
            }
        }
        assertThat(held).as("bought minus sold before the new account").isEqualByComparingTo("0");
        assertThat(service.told()).anyMatch(event -> event.getString("type").equals("hand_over"));
    }

    @Test
    @Provokes(alerts = {AlertCode.HAND_OVER_FAILED, AlertCode.BROKER_CHANGED})
    void followsTheConfigurationFileAndStaysWhenTheNewBrokerFails() throws Exception {
        PluginJars.broker("bad.Refusing", "refusing", Map.of()).write(plugins.resolve("refusing.jar"));
        try (RunningService service = RunningService.startWith(plugins, home, SIMULATED)) {
            service.control("/scheduler/pause");
            service.control("/control/flatten");
            service.control("/control/rearm");

            HttpResponse<String> refused = change(service, "refusing", "flat");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("not today");
            assertThat(service.get("/status").getString("broker")).isEqualTo("simulated");
            service.await(event -> event.getString("type").equals("alert")
                    && event.getJsonObject("payload").getString("message").contains("not today"));
            HttpResponse<String> locked = patch(service, "{\"mode\":\"live\"}");
            assertThat(locked.statusCode()).isEqualTo(400);
            assertThat(locked.body()).contains("okx_live trades real money and stays locked");

            Path conf = home.resolve("conf/autotrade.yaml");
            Files.writeString(
                    conf,
                    Files.readString(conf)
                            .replace(
                                    SIMULATED.lines().findFirst().orElseThrow(),
                                    LANTERN.lines().findFirst().orElseThrow()));
            service.awaitAlert("broker_changed");
            JsonObject mode = service.get("/runtime-mode");
            assertThat(mode.getString("broker")).isEqualTo("lantern");
            assertThat(mode.getJsonObject("hand_over").getString("by")).isEqualTo("file");
            assertThat(service.get("/risk").getString("state")).isEqualTo("ACTIVE");
        }
    }

    @Test
    void staysWithTheOldBrokerWhenItIsStoppedInTheMiddle() throws Exception {
        PluginJars.broker(
                        "slow.Hanging",
                        "hanging",
                        Map.of(
                                "Future<Broker> open(BrokerContext context)",
                                "io.vertx.core.Promise.<Broker>promise().future()"))
                .write(plugins.resolve("hanging.jar"));
        CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
        try (RunningService service = RunningService.startWith(plugins, home, SIMULATED)) {
            service.control("/scheduler/pause");
            service.control("/control/flatten");
            Thread.ofVirtual().start(() -> {
                try {
                    answer.complete(change(service, "hanging", "flat"));
                } catch (Exception e) { // the service stops before it answers
                    answer.completeExceptionally(e);
                }
            });
            service.await(event -> event.getString("type").equals("hand_over")
                    && event.getJsonObject("payload").getString("step").equals("begun"));
            assertThat(change(service, "lantern", "flat").body()).contains("another hand-over is under way");
        }
        try (RunningService service = RunningService.startWith(plugins, home, SIMULATED)) {
            assertThat(service.get("/runtime-mode").getString("broker")).isEqualTo("simulated");
            service.await(event -> event.getString("type").equals("hand_over")
                    && event.getJsonObject("payload").getString("step").equals("failed")
                    && event.getJsonObject("payload")
                            .getJsonArray("detail")
                            .encode()
                            .contains("in the middle"));
            assertThat(service.get("/portfolio").getJsonObject("portfolio").getJsonArray("earlierAccounts"))
                    .isEmpty();
        }
    }

    @Test
    @Provokes(
            alerts = {
                AlertCode.PLUGIN_LOADED,
                AlertCode.PLUGIN_REFUSED,
                AlertCode.PLUGIN_REMOVED,
                AlertCode.PLUGIN_OFFERED
            })
    void noticesJarsThatComeChangeAndGo() throws Exception {
        try (RunningService service = RunningService.startWith(plugins, home, LANTERN)) {
            service.control("/scheduler/pause");
            service.control("/control/flatten");
            String cash = service.get("/portfolio").getJsonObject("portfolio").getString("cashExact");

            put(PluginJars.broker("fresh.Plugin", "fresh", Map.of()), "fresh.jar");
            Files.writeString(plugins.resolve("broken.jar"), "this is not a jar");
            service.awaitAlert("plugin_loaded");
            service.awaitAlert("plugin_refused");
            assertThat(plugin(service, "fresh.jar"))
                    .singleElement()
                    .extracting("status")
                    .isEqualTo("loaded");
            assertThat(plugin(service, "broken.jar").toString()).contains("not a readable jar");

            Files.delete(plugins.resolve("fresh.jar"));
            service.awaitAlert("plugin_removed");
            assertThat(plugin(service, "fresh.jar")).isEmpty();
            assertThat(change(service, "fresh", "flat").statusCode()).isEqualTo(400);

            put(second(), "lantern.jar");
            service.awaitAlert("plugin_offered");
            assertThat(plugin(service, "lantern.jar")).extracting("status").containsExactly("loaded", "offered");
            assertThat(service.get("/status").getString("broker_name")).isEqualTo("Lantern paper broker");

            HttpResponse<String> taken = change(service, "lantern", "adopt");
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
            assertThat(service.get("/status").getString("broker_name")).isEqualTo("Second lantern");
            assertThat(plugin(service, "lantern.jar")).extracting("status").containsExactly("loaded");
            JsonObject portfolio = service.get("/portfolio").getJsonObject("portfolio");
            assertThat(portfolio.getString("cashExact")).isEqualTo(cash);
            assertThat(portfolio.getJsonArray("earlierAccounts")).isEmpty();
        }
    }

    private static PluginJars second() throws IOException {
        String name = "com.example.lantern.LanternProvider";
        String text = Template.LANTERN.read("src/main/java/" + name.replace('.', '/') + ".java");
        return Template.LANTERN.jar(false).source(name, text.replace("Lantern paper broker", "Second lantern"));
    }

    /** In one step, as a careful person would. */
    private void put(PluginJars jar, String name) throws IOException {
        Path made = jar.write(home.resolve("made.jar"));
        Files.move(made, plugins.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Map<String, Object>> plugin(RunningService service, String name) throws Exception {
        JsonArray items = service.get("/plugins").getJsonArray("items");
        return items.stream()
                .map(item -> ((JsonObject) item).getMap())
                .filter(item -> item.get("name").equals(name))
                .toList();
    }

    private static HttpResponse<String> change(RunningService service, String broker, String positions)
            throws Exception {
        return patch(
                service,
                new JsonObject()
                        .put("mode", "simulator")
                        .put("broker", broker)
                        .put("positions", positions)
                        .encode());
    }

    private static HttpResponse<String> patch(RunningService service, String body) throws Exception {
        return service.call(
                "PATCH",
                "/api/autotrade/v1/runtime-mode",
                body,
                "Authorization",
                "Bearer " + service.token(),
                "Content-Type",
                "application/json");
    }
}
