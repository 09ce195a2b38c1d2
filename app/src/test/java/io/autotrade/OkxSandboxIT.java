package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on okx_demo against the sandbox with faults, a restart included: the books are the exchange's. */
@Timeout(240)
class OkxSandboxIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    @Test
    void keepsTheBooksOfTheExchangeThroughFaultsForcedClosesForeignTradesAndARestart() throws Exception {
        int port = freePort();
        Path jar = Path.of(System.getProperty("project.root", System.getProperty("user.dir")))
                .resolve("app/target/broker-okx-sandbox.jar");
        try (AutoCloseable sandbox = (AutoCloseable)
                SandboxJar.load(jar).getMethod("start", int.class).invoke(null, port)) {
            try (RunningService service = RunningService.start(home, yaml(sandbox))) {
                ask(port, "trade", instrument("DOGE-USDT-SWAP").put("sz", "0.1").put("side", "buy"));
                // What others opened has no stop here, so the service closes it: an order of its own.
                service.await(OkxSandboxIT::isFillOfOurs);
                ask(
                        port,
                        "faults",
                        new JsonObject()
                                .put("share", 0.05)
                                .put("seed", 7)
                                .put("lost", 0.05)
                                .put("doubled", 0.1)
                                .put("late", 0.1));
                ask(port, "fund", instrument("BTC-USDT-SWAP").put("rate", "0.0003"));
                ask(port, "trade", instrument("XRP-USDT-SWAP").put("sz", "0.1").put("side", "sell"));
                ask(port, "drop", new JsonObject());
                for (String symbol : List.of("BTC-USDT-SWAP", "ETH-USDT-SWAP")) {
                    ask(port, "deleverage", instrument(symbol));
                }
                ask(port, "calm", new JsonObject());
            }
            ask(port, "trade", instrument("ETH-USDT-SWAP").put("sz", "0.5").put("side", "sell"));
            try (RunningService service = RunningService.start(home, yaml(sandbox))) {
                service.control("/scheduler/pause");
                awaitEqual(service, port);
                assertTraceable(service, ask(port, "state", new JsonObject()));
            }
        }
    }

    private static String yaml(AutoCloseable sandbox) {
        String connection = sandbox.toString()
                .replace("trading:\n", "")
                .replace("  broker_type: okx_demo\n", "")
                .replace("  source: okx\n", "  source: okx\n  short_timeframe: 1m\n  long_timeframe: 5m\n");
        return """
                trading:
                  broker_type: okx_demo
                  symbols: [BTC-USDT-SWAP, ETH-USDT-SWAP, SOL-USDT-SWAP, XRP-USDT-SWAP, DOGE-USDT-SWAP, BNB-USDT-SWAP]
                  evaluation_interval_minutes: 0.1
                  allow_short: true
                  confidence_threshold: 0.3
                """ + connection;
    }

    private static boolean isFillOfOurs(JsonObject event) {
        return event.getString("type").equals("fill")
                && event.getJsonObject("payload").getString("clientOrderId") != null;
    }

    private static JsonObject instrument(String id) {
        return new JsonObject().put("instId", id);
    }

    private static JsonObject ask(int port, String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sandbox/" + path))
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        return new JsonObject(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    /** Cash to 1e-8 and every position. */
    private static void awaitEqual(RunningService service, int port) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        String difference = difference(service, port);
        while (!difference.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            difference = difference(service, port);
        }
        assertThat(difference).isEmpty();
    }

    private static String difference(RunningService service, int port) throws Exception {
        JsonObject venue = ask(port, "state", new JsonObject());
        JsonObject books = service.get("/portfolio").getJsonObject("portfolio");
        BigDecimal apart = new BigDecimal(venue.getString("cash")).subtract(new BigDecimal(books.getString("cashExact")));
        Set<String> held = rows(venue.getJsonArray("positions")).stream()
                .map(row -> row.getString("instId"))
                .collect(Collectors.toSet());
        Set<String> known = rows(books.getJsonArray("positions")).stream()
                .map(row -> row.getString("symbol"))
                .collect(Collectors.toSet());
        boolean same = apart.abs().compareTo(new BigDecimal("0.00000001")) <= 0 && held.equals(known);
        return same ? "" : "cash apart " + apart.toPlainString() + ", venue holds " + held + ", books hold " + known;
    }

    private static void assertTraceable(RunningService service, JsonObject venue) throws Exception {
        List<JsonObject> known =
                rows(service.get("/orders?limit=200").getJsonArray("items"));
        List<String> sent = rows(venue.getJsonArray("orders")).stream()
                .map(order -> order.getString("clOrdId"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(sent).isNotEmpty().doesNotHaveDuplicates();
        assertThat(known).extracting(order -> order.getString("clientOrderId")).containsAll(sent);
        List<String> entries = rows(venue.getJsonArray("orders")).stream()
                .filter(order -> order.getString("tag").equals("autotradeentry"))
                .map(order -> order.getString("clOrdId"))
                .toList();
        assertThat(known)
                .filteredOn(order -> entries.contains(order.getString("clientOrderId")))
                .allSatisfy(order -> assertThat(order.getString("decisionId")).isNotBlank());
    }

    private static List<JsonObject> rows(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
