package io.autotrade.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.AlertRaised.Severity;
import io.autotrade.config.AppConfig.AlertSink;
import io.autotrade.config.AppConfig.AlertsConfig;
import io.autotrade.config.Secret;
import io.autotrade.execution.InMemoryJournal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts on their way to a chat that is in this process. */
class AlertSinksTest {

    private static final String SECRET = "T0K3N-canary";

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T12:00:00Z"));
    private final AtomicReference<AlertsConfig> config = new AtomicReference<>(new AlertsConfig(List.of()));
    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private HttpServer chat;
    private AlertSinks sinks;

    @BeforeEach
    void start() {
        chat = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
        sinks = new AlertSinks(vertx, config::get, journal, now::get, 5);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            int status = next();
            received.add(body.toJsonObject().put("status", status).put("path", request.path()));
            request.response().setStatusCode(status).end();
        });
    }

    private synchronized int next() {
        Integer status = statuses.poll();
        return status == null ? 200 : status;
    }

    private synchronized void answers(Integer... each) {
        statuses.addAll(List.of(each));
    }

    private void configure(String... typesAndLeast) {
        config.set(new AlertsConfig(java.util.Arrays.stream(typesAndLeast)
                .map(text -> text.split(" "))
                .map(parts -> new AlertSink(
                        parts[0],
                        Secret.of("http://127.0.0.1:" + chat.actualPort() + "/" + SECRET + "?chat_id=42"),
                        parts[1]))
                .toList()));
    }

    private void raise(Severity severity, String code) {
        journal.append(List.of(new AlertRaised(severity, code, "something", null, now.get())))
                .await();
    }

    private JsonObject arrived() throws InterruptedException {
        JsonObject message = received.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("a message within 20 s").isNotNull();
        return message;
    }

    private JsonObject status() {
        return sinks.status().getJsonArray("sinks").getJsonObject(0);
    }

    /** The answer is counted a moment after it was sent. */
    private void awaitCount(String what, long count) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (status().getLong(what) < count) {
            assertThat(System.nanoTime()).as(status().encode()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void aSinkGetsWhatIsSevereEnoughInItsFormat() throws Exception {
        configure("telegram critical");

        raise(Severity.WARNING, "minor");
        raise(Severity.CRITICAL, "major");

        JsonObject message = arrived();
        assertThat(message.getString("text")).startsWith("[CRITICAL] autotrade major");
        assertThat(message.getString("chat_id")).isEqualTo("42");
        awaitCount("delivered", 1);
        assertThat(sinks.failing()).isEmpty();
    }

    @Test
    void aSinkThatFailsIsTriedAgainAndTheOrderIsKept() throws Exception {
        configure("webhook info");
        answers(500, 429, 200);

        raise(Severity.WARNING, "first");
        raise(Severity.WARNING, "second");

        assertThat(List.of(arrived(), arrived(), arrived(), arrived()))
                .extracting(message -> message.getString("code") + " " + message.getInteger("status"))
                .containsExactly("first 500", "first 429", "first 200", "second 200");
        awaitCount("delivered", 2);
        assertThat(status().getLong("lost")).isZero();
    }

    @Test
    void whatCannotBeDeliveredIsSeenInHealthWithoutTheAddressAndTheNextGoesOn() throws Exception {
        configure("webhook info");
        answers(403, 403, 403, 403);

        raise(Severity.CRITICAL, "lost");
        awaitCount("lost", 1);

        assertThat(sinks.failing()).containsExactly("alerts do not reach alerts.sinks[0] webhook: it answered 403");
        assertThat(sinks.status().encode() + sinks.failing()).doesNotContain(SECRET);

        raise(Severity.CRITICAL, "delivered");
        awaitCount("delivered", 1);
        assertThat(sinks.failing()).isEmpty();
    }

    @Test
    void whereNobodyListensTheReasonIsNamedAndNothingElse() {
        configure("slack info");
        chat.close().await();

        raise(Severity.CRITICAL, "lost");
        awaitCount("lost", 1);

        assertThat(sinks.failing())
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("alerts do not reach alerts.sinks[0] slack: ")
                        .doesNotContain(SECRET));
    }

    @Test
    void oneSinkInTroubleDoesNotKeepAnotherWaiting() throws Exception {
        configure("webhook info", "discord info");
        HttpServer full = vertx.createHttpServer()
                .requestHandler(request -> {
                    // never answered
                })
                .listen(0, "127.0.0.1")
                .await();
        AlertSink silent = new AlertSink("slack", Secret.of("http://127.0.0.1:" + full.actualPort() + "/"), "info");
        config.set(new AlertsConfig(List.of(silent, config.get().sinks().get(1))));

        raise(Severity.WARNING, "told");

        assertThat(arrived().getString("content")).contains("told");
    }

    @Test
    void theSameIsNotToldAgainAndAgain() throws Exception {
        configure("webhook info");

        for (int i = 0; i < 50; i++) {
            raise(Severity.CRITICAL, "flapping");
        }
        assertThat(arrived().getInteger("repeated")).isZero();
        now.updateAndGet(before -> before.plus(AlertFilter.QUIET));
        raise(Severity.CRITICAL, "flapping");

        assertThat(arrived().getInteger("repeated")).isEqualTo(49);
        assertThat(sinks.status().getLong("held_back")).isEqualTo(49);
    }

    @Test
    void anAddressThatChangesIsUsedFromTheNextAlertOn() throws Exception {
        configure("webhook info");
        raise(Severity.INFO, "first");
        arrived();
        config.set(new AlertsConfig(List.of(
                new AlertSink("webhook", Secret.of("http://127.0.0.1:" + chat.actualPort() + "/elsewhere"), "info"))));

        raise(Severity.INFO, "second");

        assertThat(arrived().getString("path")).isEqualTo("/elsewhere");
    }
}
