package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.autotrade.bus.AlertCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How trading stops, who may let it go on, and what keeps real money locked: read from top to bottom. */
@Timeout(240)
@Isolated("the signals it sends reach every service of this process")
class StopsRunbookIT {

    private static final String ADA = "ada-token-0123456789";
    private static final String BEN = "ben-token-0123456789";
    private static final String HTTP = "{port: 0, tokens: [{name: ada, role: approver, token: " + ADA
            + "}, {name: ben, role: approver, token: " + BEN + "}]}";
    private static final String LIVE = """
            live: {account: main, max_position_notional: 200, max_gross_notional: 500, daily_loss_cap: 50}
            """;
    private static final String PAPER = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {speed: 60, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;
    private static final String REAL = """
            trading: {broker_type: okx_live}
            okx: {live: {api_key: key-1, secret_key: secret-1, passphrase: pass-1, base_url: "http://127.0.0.1:1"}}
            market: {source: simulated, simulated: {speed: 60, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;
    private static final String TYPED =
            "{\"account\":\"main\",\"max_position_notional\":200,\"max_gross_notional\":500,\"daily_loss_cap\":50,\"days\":7}";

    @TempDir
    private Path home;

    /** A chat that fails as long as it is told to. */
    private static final class Chat implements AutoCloseable {
        private final HttpServer server;
        private final AtomicInteger status = new AtomicInteger(200);
        private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
        private final List<JsonObject> passedOver = new CopyOnWriteArrayList<>();

        Chat() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (status.get() == 200) {
                    received.add(new JsonObject(body)
                            .put("path", exchange.getRequestURI().getPath()));
                }
                exchange.sendResponseHeaders(status.get(), -1);
                exchange.close();
            });
            server.start();
        }

        String url(String path) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + path;
        }

        /** The first such message that nobody has taken yet; the sinks deliver in any order. */
        JsonObject next(Predicate<JsonObject> wanted) throws InterruptedException {
            for (JsonObject message : passedOver) {
                if (wanted.test(message)) {
                    passedOver.remove(message);
                    return message;
                }
            }
            while (true) {
                JsonObject message = received.poll(60, TimeUnit.SECONDS);
                assertThat(message).as("a message within a minute").isNotNull();
                if (wanted.test(message)) {
                    return message;
                }
                passedOver.add(message);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static HttpResponse<String> post(RunningService service, String path, String body, String token)
            throws Exception {
        return service.call(
                "POST",
                "/api/autotrade/v1" + path,
                body,
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
    }

    private static JsonObject done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static List<String> kinds(JsonObject reply) {
        return reply.getJsonArray("steps").stream()
                .map(step -> ((JsonObject) step).getString("kind"))
                .toList();
    }

    private static void awaitState(RunningService service, String state, String reason) throws Exception {
        service.await(event -> event.getString("type").equals("state")
                && event.getJsonObject("payload").getString("state").equalsIgnoreCase(state)
                && event.getJsonObject("payload")
                        .getJsonArray("reasons")
                        .encode()
                        .contains(reason));
    }

    @Test
    @Provokes(alerts = {AlertCode.OPERATOR_HALT, AlertCode.OPERATOR_REDUCE, AlertCode.REARMED})
    void aStopIsOrderedProvenAndReleasedAndEverybodyIsTold() throws Exception {
        try (Chat chat = new Chat()) {
            String sinks = "alerts: {sinks: [{type: webhook, url: '" + chat.url("/hook-canary")
                    + "', minimum_severity: info}, {type: telegram, url: '"
                    + chat.url("/botCANARY/sendMessage?chat_id=42") + "', minimum_severity: critical}]}\n";
            try (RunningService service = RunningService.start(home, PAPER + sinks, HTTP)) {
                // before anything happened the state is as old as the books
                JsonObject risk = service.get("/risk");
                assertThat(risk.getString("state")).isEqualTo("ACTIVE");
                assertThat(risk.getString("since")).doesNotStartWith("1970");

                // a drill proves the switch and leaves trading as it was
                JsonObject drill = done(post(service, "/control/drill", "{\"flatten\":true}", service.token()));
                assertThat(drill.getBoolean("confirmed")).isTrue();
                assertThat(kinds(drill))
                        .startsWith("state")
                        .contains("no_entries")
                        .endsWith("flat");
                JsonArray steps = drill.getJsonArray("steps");
                assertThat(steps.getJsonObject(steps.size() - 1).getString("venue_at"))
                        .isNotBlank();
                assertThat(service.get("/risk").getString("state")).isEqualTo("ACTIVE");

                // a halt by HTTP reaches the chats, latches, and is released by an authenticated act
                done(post(service, "/control/halt", "{\"reason\":\"news\"}", service.token()));
                assertThat(service.get("/risk").getString("state")).isEqualTo("HALTED");
                chat.next(message -> "operator_halt".equals(message.getString("code")));
                assertThat(chat.next(message -> message.containsKey("chat_id")).getString("chat_id"))
                        .isEqualTo("42");
                assertThat(service.call("POST", "/api/autotrade/v1/control/rearm", "")
                                .statusCode())
                        .isEqualTo(401);
                done(post(service, "/control/rearm", "{\"reason\":\"over\"}", service.token()));
                service.awaitAlert("rearmed");

                // a file halts too, and keeps it halted while it is there
                Path file = home.resolve("data/HALT");
                Files.writeString(file, "flatten");
                awaitState(service, "halted", "halt file");
                HttpResponse<String> refused = service.control("/control/rearm");
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("HALT");
                Files.delete(file);
                done(service.control("/control/rearm"));

                // and so does a signal
                new ProcessBuilder(
                                "kill",
                                "-USR1",
                                String.valueOf(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
                awaitState(service, "halted", "signal USR1");

                // an alert that nobody can be told is itself visible
                chat.status.set(500);
                done(service.control("/control/reduce"));
                while (!service.get("/status").getJsonArray("reasons").encode().contains("alerts do not reach")) {
                    chat.received.poll(200, TimeUnit.MILLISECONDS);
                }
                assertThat(service.get("/status").encode() + service.journal()).doesNotContain("CANARY", "canary");
            }
        }
    }

    @Test
    void realMoneyStaysLockedUntilTwoPeopleHaveApprovedIt() throws Exception {
        assertThatThrownBy(() -> RunningService.start(home, REAL, HTTP).close())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("live profile")
                .hasMessageContaining("two approvals");

        try (RunningService service = RunningService.start(home, PAPER + LIVE, HTTP)) {
            assertThat(service.get("/live").getBoolean("locked")).isTrue();
            assertThat(post(service, "/live/approvals", TYPED, service.token()).statusCode())
                    .isEqualTo(403);
            HttpResponse<String> mistyped = post(service, "/live/approvals", TYPED.replace("500", "5000"), ADA);
            assertThat(mistyped.statusCode()).isEqualTo(422);
            assertThat(mistyped.body()).contains("max_gross_notional").contains("5000");

            done(post(service, "/live/approvals", TYPED, ADA));
            JsonObject twice = done(post(service, "/live/approvals", TYPED, ADA));
            assertThat(twice.getBoolean("locked")).isTrue();
            assertThat(twice.getJsonArray("missing").encode()).contains("other than ada");
        }
        assertThatThrownBy(() -> RunningService.start(home, REAL + LIVE, HTTP).close())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("other than ada");

        try (RunningService service = RunningService.start(home, PAPER + LIVE, HTTP)) {
            JsonObject open = done(post(service, "/live/approvals", TYPED, BEN));
            assertThat(open.getBoolean("locked")).isFalse();
            assertThat(open.getJsonArray("approved_by")).containsExactly("ada", "ben");
            assertThat(service.journal().stream()
                            .filter(event -> event.getString("type").equals("approval")))
                    .hasSize(3);
        }
        // unlocked, it goes on to the venue, which does not answer here
        assertThatThrownBy(() -> RunningService.start(home, REAL + LIVE, HTTP).close())
                .isInstanceOf(StartFailure.class)
                .hasMessageNotContaining("Missing");
    }
}
