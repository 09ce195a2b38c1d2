package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From paper to OKX while the service runs: a venue that hangs changes nothing, one that answers takes over. */
@Timeout(240)
class OkxHandOverIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    @Test
    void handsOverToOkxWithThePositionThatIsOpenThereAndStaysWhenOkxHangs() throws Exception {
        int port = RunningService.freePort();
        try (AutoCloseable sandbox = sandbox(port);
                RunningService service = RunningService.start(home, yaml(sandbox))) {
            service.control("/scheduler/pause");
            sandbox(port, "faults", "{\"share\": 1, \"kinds\": [\"SILENCE_AFTER\"]}");

            HttpResponse<String> hung = change(service, "flat");
            assertThat(hung.statusCode()).as(hung.body()).isEqualTo(400);
            assertThat(hung.body()).contains("okx_demo did not answer within 10.0 s when it was to be opened");
            assertThat(service.get("/runtime-mode").getString("broker")).isEqualTo("simulated");
            service.awaitAlert("hand_over_failed");

            sandbox(port, "calm", "{}");
            sandbox(port, "trade", "{\"instId\": \"ETH-USDT-SWAP\", \"side\": \"buy\", \"sz\": \"2.5\"}");
            HttpResponse<String> held = change(service, "flat");
            assertThat(held.statusCode()).as(held.body()).isEqualTo(400);
            assertThat(held.body()).contains("okx_demo holds LONG 0.25 ETH-USDT-SWAP", "positions: adopt");

            HttpResponse<String> adopted = change(service, "adopt");
            assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(200);
            assertThat(service.get("/status").getString("broker")).isEqualTo("okx_demo");
            JsonObject portfolio = portfolio(service);
            assertThat(portfolio.getString("brokerId")).isEqualTo("okx_demo");
            assertThat(portfolio
                            .getJsonArray("earlierAccounts")
                            .getJsonObject(0)
                            .getString("brokerId"))
                    .isEqualTo("simulated");
            JsonObject taken = event(service, "account", "okx_demo");
            assertThat(taken.getJsonArray("adopted").getJsonObject(0).getString("symbol"))
                    .isEqualTo("ETH-USDT-SWAP");

            assertThat(service.control("/control/flatten").body()).contains("\"confirmed\":true");
            awaitSameCash(service, port);
        }
    }

    private static AutoCloseable sandbox(int port) throws Exception {
        Path jar = RunningService.projectRoot().resolve("app/target/broker-okx-sandbox.jar");
        return (AutoCloseable)
                SandboxJar.load(jar).getMethod("start", String[].class).invoke(null, (Object)
                        new String[] {Integer.toString(port)});
    }

    private static String yaml(AutoCloseable sandbox) {
        String connection = sandbox.toString()
                .replace("trading:\n", "")
                .replace("  broker_type: okx_demo\n", "")
                .replace("  source: okx\n", "  source: okx\n  short_timeframe: 1m\n  long_timeframe: 5m\n");
        return """
                trading:
                  broker_type: simulated
                  symbols: [BTC-USDT-SWAP, ETH-USDT-SWAP]
                  risk: {max_leverage: 3}
                plugins: {dir: %s, answer_within_seconds: 10}
                """.formatted(RunningService.projectRoot().resolve("plugins")) + connection;
    }

    private static JsonObject sandbox(int port, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sandbox/" + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new JsonObject(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    private static HttpResponse<String> change(RunningService service, String positions) throws Exception {
        return service.call(
                "PATCH",
                "/api/autotrade/v1/runtime-mode",
                new JsonObject()
                        .put("mode", "paper")
                        .put("positions", positions)
                        .encode(),
                "Authorization",
                "Bearer " + service.token(),
                "Content-Type",
                "application/json");
    }

    private static JsonObject portfolio(RunningService service) throws Exception {
        return service.get("/portfolio").getJsonObject("portfolio");
    }

    private static JsonObject event(RunningService service, String type, String brokerId) throws Exception {
        return service.journal().stream()
                .filter(event -> event.getString("type").equals(type))
                .map(event -> event.getJsonObject("payload"))
                .filter(payload -> payload.getString("brokerId").equals(brokerId))
                .findFirst()
                .orElseThrow();
    }

    /** What the venue has told is in the books a moment later. */
    private static void awaitSameCash(RunningService service, int port) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        BigDecimal here = BigDecimal.ZERO;
        BigDecimal there = BigDecimal.ONE;
        while (here.compareTo(there) != 0 && System.nanoTime() < end) {
            JsonObject venue = sandbox(port, "account", "{}");
            there = new BigDecimal(venue.getString("cash"));
            here = new BigDecimal(portfolio(service).getString("cashExact"));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        assertThat(here).as("cash of the books").isEqualByComparingTo(there);
        JsonArray positions = sandbox(port, "account", "{}").getJsonArray("positions");
        assertThat(positions).isEmpty();
        assertThat(portfolio(service).getJsonArray("positions")).isEmpty();
    }
}
