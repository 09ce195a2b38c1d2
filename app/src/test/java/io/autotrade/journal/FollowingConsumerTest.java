package io.autotrade.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.EventJson;
import io.autotrade.bus.FollowingConsumer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The consumer of docs/events.md against a real journal. */
@Timeout(120)
class FollowingConsumerTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<Long> handled = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger reads = new AtomicInteger();
    private PgJournal journal;
    private HttpServer http;

    @BeforeEach
    void open() {
        journal = PgJournal.open(vertx, TestDatabases.fresh(), InstantSource.system())
                .await();
        http = vertx.createHttpServer()
                .requestHandler(request -> {
                    reads.incrementAndGet();
                    journal.read(Long.parseLong(request.getParam("after")), Integer.parseInt(request.getParam("limit")))
                            .onSuccess(entries -> {
                                JsonArray items = new JsonArray();
                                entries.forEach(entry -> items.add(new JsonObject(
                                        EventJson.publicMessage(entry).toString())));
                                request.response()
                                        .end(new JsonObject()
                                                .put("items", items)
                                                .encode());
                            });
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void close() {
        journal.close().await();
        vertx.close().await();
    }

    private String start(long lastSeq) {
        return vertx.deployVerticle(new FollowingConsumer(
                        "http://127.0.0.1:" + http.actualPort() + "/api/autotrade/v1/events",
                        "token",
                        lastSeq,
                        event -> handled.add(event.getLong("seq"))))
                .await();
    }

    @Test
    void itSeesWhatHappenedBeforeWhileAndAfterItWasAwayOnceAndInOrder() {
        append(1200);
        String first = start(0);
        append(50);
        Waiting.until(() -> handled.size() == 1250);
        vertx.undeploy(first).await();

        append(30);
        start(1250);
        append(20);

        Waiting.until(() -> handled.size() >= 1300);
        assertThat(handled).isEqualTo(LongStream.rangeClosed(1, 1300).boxed().toList());
    }

    @Test
    void itReadsWhatTheBusDidNotBring() {
        start(0);
        int before = reads.get();
        append(3);
        Waiting.until(() -> handled.size() == 3);
        assertThat(reads).as("an unbroken row of numbers needs no reading").hasValue(before);

        // Rows that another process committed, which never came over this bus.
        JsonObject later =
                new JsonObject().put("v", 1).put("seq", 6).put("type", "alert").put("payload", new JsonObject());
        journal.onCommitted(entry -> {
            if (entry.seq() == 4) {
                vertx.eventBus().publish("autotrade.alerts", later);
            }
        });
        append(3);

        Waiting.until(() -> handled.size() >= 6);
        assertThat(handled).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(reads.get()).isGreaterThan(before);
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            journal.append(i % 2 == 0 ? Events.alert(i) : Events.marked(i));
        }
        journal.append(List.of()).await();
    }
}
