package com.example.diary;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.tck.ToldEvents;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiaryTest {

    @TempDir
    private Path home;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void everyEventIsWrittenOnceThoughItComesAgainAfterACrash() throws IOException {
        JsonObject section = new JsonObject().put("file", "diary.jsonl").put("types", new JsonArray().add("fill"));
        ToldEvents events = new ToldEvents(vertx, section, home);
        events.happened("fill", new JsonObject().put("symbol", "BTC-USDT-SWAP"));
        events.happened("alert", new JsonObject());
        events.happened("fill", new JsonObject().put("symbol", "ETH-USDT-SWAP"));

        String first = deploy(events);
        events.deliver().await();
        assertThat(seqs()).containsExactly(1L, 3L);

        vertx.undeploy(first).await();
        Files.writeString(file(), "{\"seq\": 4, \"ha", StandardOpenOption.APPEND);
        events.rewind(1);
        events.happened("fill", new JsonObject().put("symbol", "SOL-USDT-SWAP"));
        deploy(events);
        events.deliver().await();

        assertThat(seqs()).containsExactly(1L, 3L, 4L);
    }

    private String deploy(ToldEvents events) {
        DiaryProvider provider = new DiaryProvider();
        DeploymentOptions options = new DeploymentOptions().setThreadingModel(provider.threadingModel());
        return vertx.deployVerticle(provider.verticle(events), options).await();
    }

    private Path file() {
        return home.resolve("diary.jsonl");
    }

    private List<Long> seqs() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> new JsonObject(line).getLong("seq"))
                .toList();
    }
}
