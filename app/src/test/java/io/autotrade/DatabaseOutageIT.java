package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.net.httpserver.HttpServer;
import io.autotrade.advisor.llm.ModelServer;
import io.autotrade.bus.AlertCode;
import io.autotrade.journal.StoppablePostgres;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with a position open, while its database is stopped, started again and frozen. */
@Timeout(240)
class DatabaseOutageIT {

    private static final Pattern PRICE = Pattern.compile("### BTC-USDT-SWAP\\s+price: last ([0-9.]+)");

    @TempDir
    private Path home;

    @TempDir
    private Path database;

    /** Holds BTC, and buys it again when it is gone. */
    private static void buyer(HttpServerRequest request, JsonObject body) {
        JsonArray messages = body.getJsonArray("messages");
        String asked = messages.getJsonObject(messages.size() - 1).getString("content");
        Matcher price = PRICE.matcher(asked);
        JsonObject btc = new JsonObject().put("symbol", "BTC-USDT-SWAP").put("confidence", 0.8);
        if (price.find() && asked.contains("Open positions: none")) {
            BigDecimal last = new BigDecimal(price.group(1));
            btc.put("action", "BUY")
                    .put("size_pct", 10)
                    .put("leverage", 1)
                    .put("stop_loss", last.multiply(new BigDecimal("0.97")).round(new MathContext(6)))
                    .put("take_profit", last.multiply(new BigDecimal("1.09")).round(new MathContext(6)))
                    .put("invalidation_condition", "close below the stop")
                    .put("rationale", "momentum");
        } else {
            btc.put("action", "HOLD").put("rationale", "patience");
        }
        ModelServer.says(new JsonArray().add(btc).encode()).answer(request, body);
    }

    private static String configuration(ModelServer model, StoppablePostgres postgres, int sink) {
        return """
                trading:
                  evaluation_interval_minutes: 1
                  symbols: [BTC-USDT-SWAP]
                  advisor: llm
                  llm: {provider: local, model: trader-1, base_url: "%s"}
                  risk: {cooldown_minutes: 0}
                market: {source: simulated, simulated: {speed: 60, seed: 1, start: "2026-01-01T06:00:00Z"}}
                store: {url: "%s"}
                alerts: {sinks: [{type: webhook, url: "http://127.0.0.1:%d/", minimum_severity: warning}]}
                """.formatted(model.baseUrl(), postgres.url(), sink);
    }

    @Test
    @Provokes(
            alerts = AlertCode.JOURNAL_DOWN,
            rules = {"JournalDown", "JournalBacklog"})
    void exitsGoOutWhileTheDatabaseIsAwayAndEverythingIsWrittenWhenItIsBack() throws Exception {
        Vertx vertx = Vertx.vertx();
        Set<String> alerts = ConcurrentHashMap.newKeySet();
        HttpServer sink = sink(alerts);
        try (StoppablePostgres postgres = StoppablePostgres.start(database);
                ModelServer model = ModelServer.start(vertx).then(DatabaseOutageIT::buyer)) {
            String configuration =
                    configuration(model, postgres, sink.getAddress().getPort());
            JsonObject books;
            try (RunningService service = RunningService.start(home, configuration)) {
                until(() -> held(service) == 1);
                long before = lastSeq(service);

                Map<String, String> healthy = MonitoringRules.scrape(service);
                postgres.stop();
                nothingIsOpened(service);
                until(() -> alerts.contains("journal_down"));
                MonitoringRules.awaitFires(service, "JournalDown", healthy, service::nextEvent);
                flatten(service);
                for (int facts = 0; facts <= 100; facts += 2) { // a state and an alert each
                    assertThat(service.control("/control/reduce").statusCode()).isEqualTo(200);
                }
                MonitoringRules.awaitFires(service, "JournalBacklog", healthy, service::nextEvent);

                postgres.startAgain();
                until(() -> service.get("/status").getString("database").equals("ok")
                        && service.get("/status").getInteger("facts_waiting") == 0);
                writtenInOrder(service, before);

                haltsWhileItIsFrozen(service, postgres);
                books = service.get("/portfolio").getJsonObject("portfolio");
                assertThat(service.control("/control/rearm").statusCode()).isEqualTo(200);
                until(() -> held(service) == 1);
                assertThat(service.control("/control/flatten").statusCode()).isEqualTo(200);
            }
            assertThat(books.getInteger("totalTrades", 1)).isPositive();
            verifyJournal();
            theRestartKnowsTheSame(configuration);
        } finally {
            sink.stop(0);
            vertx.close().await();
        }
    }

    private static void nothingIsOpened(RunningService service) throws Exception {
        until(() -> service.get("/status").getString("database").equals("away"));
        until(() -> service.get("/risk").encode().contains("journal_down"));
        assertThat(service.get("/risk").getString("state")).isEqualTo("REDUCING");
        HttpResponse<String> ready =
                service.call("GET", "/readyz?strict=true", "", "Authorization", "Bearer " + service.token());
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("the database takes no writes");
        JsonObject skipped =
                new JsonObject(service.control("/scheduler/trigger").body());
        assertThat(skipped.getBoolean("skipped")).isTrue();
        assertThat(skipped.getString("reason")).contains("the database takes no writes");
        HttpResponse<String> rearm = service.control("/control/rearm");
        assertThat(rearm.statusCode()).isEqualTo(503);
        assertThat(rearm.body()).contains("the database takes no writes");
    }

    private static void flatten(RunningService service) throws Exception {
        HttpResponse<String> response = service.control("/control/flatten");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonObject report = new JsonObject(response.body());
        assertThat(report.getBoolean("confirmed")).isTrue();
        assertThat(report.getString("state")).isEqualTo("HALTED");
        assertThat(report.getJsonArray("actions").encode()).contains("the database is away", "flat, confirmed");
        assertThat(held(service)).isZero();
        assertThat(service.get("/status").getString("database")).isEqualTo("away");
    }

    private static void writtenInOrder(RunningService service, long before) throws Exception {
        List<JsonObject> journal = service.journal();
        assertThat(journal)
                .extracting(event -> event.getLong("seq"))
                .isEqualTo(LongStream.rangeClosed(1, journal.size()).boxed().toList());
        List<JsonObject> during =
                journal.stream().filter(event -> event.getLong("seq") > before).toList();
        List<String> story = during.stream()
                .map(DatabaseOutageIT::line)
                .filter(line -> !line.isEmpty())
                .toList();
        assertThat(story).containsSubsequence("REDUCING", "HALTED", "intent SAFETY", "fill", "outcome");
        assertThat(story)
                .filteredOn(line -> line.equals("intent SAFETY") || line.equals("fill"))
                .hasSize(2);
        assertThat(story).doesNotContain("intent ENTRY");
    }

    private static String line(JsonObject event) {
        JsonObject payload = event.getJsonObject("payload");
        return switch (event.getString("type")) {
            case "state" -> payload.getString("state").toUpperCase(java.util.Locale.ROOT);
            case "intent" -> "intent " + payload.getString("leg").toUpperCase(java.util.Locale.ROOT);
            case "fill", "outcome" -> event.getString("type");
            default -> "";
        };
    }

    /** A server that hangs is the same: the stop does not wait for it. */
    private static void haltsWhileItIsFrozen(RunningService service, StoppablePostgres postgres) throws Exception {
        postgres.freeze();
        try {
            HttpResponse<String> halt = service.control("/control/halt");
            assertThat(halt.statusCode()).as(halt.body()).isEqualTo(200);
            assertThat(new JsonObject(halt.body()).getBoolean("confirmed")).isTrue();
            assertThat(service.get("/status").getString("database")).isEqualTo("away");
        } finally {
            postgres.thaw();
        }
        until(() -> service.get("/status").getString("database").equals("ok")
                && service.get("/status").getInteger("facts_waiting") == 0);
        assertThat(service.journal().stream()
                        .filter(event -> event.getString("type").equals("state")
                                && event.encode().contains("operator_halt")))
                .isNotEmpty();
    }

    private void verifyJournal() {
        StringWriter out = new StringWriter();
        int code = Autotrade.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(
                        "verify-journal",
                        "--conf",
                        home.resolve("conf/autotrade.yaml").toString());
        assertThat(code).as(out.toString()).isZero();
    }

    /** What the books knew ahead of the journal is what the journal says. */
    private void theRestartKnowsTheSame(String configuration) throws Exception {
        try (RunningService service = RunningService.start(home, configuration)) {
            assertThat(service.get("/risk").getString("state")).isEqualTo("HALTED");
            assertThat(held(service)).isZero();
            List<JsonObject> journal = service.journal();
            BigDecimal fees = journal.stream()
                    .filter(event -> event.getString("type").equals("fill"))
                    .map(event -> new BigDecimal(
                            String.valueOf(event.getJsonObject("payload").getValue("fee"))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            JsonObject portfolio = service.get("/portfolio").getJsonObject("portfolio");
            assertThat(new BigDecimal(portfolio.getString("feesExact"))).isEqualByComparingTo(fees);
            assertThat(journal.stream().filter(event -> event.encode().contains("\"explained\":false")))
                    .isEmpty();
        }
    }

    private static int held(RunningService service) throws Exception {
        return service.get("/positions").getJsonArray("items").size();
    }

    private static long lastSeq(RunningService service) throws Exception {
        return service.get("/status").getLong("last_seq");
    }

    private static HttpServer sink(Set<String> alerts) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            alerts.add(new JsonObject(body).getString("code"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                fail("did not happen within a minute");
            }
            LockSupport.parkNanos(100_000_000);
        }
    }
}
