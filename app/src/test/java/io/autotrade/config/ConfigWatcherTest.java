package io.autotrade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConfigWatcherTest {

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Object> found = new LinkedBlockingQueue<>();
    private ConfigWatcher watcher;
    private Path file;

    @BeforeEach
    void watch() throws IOException {
        file = Files.writeString(folder.resolve("a.yaml"), "http: {port: 1}");
        watcher = new ConfigWatcher(vertx, file, null, Map.of(), found::add, found::add);
        watcher.start(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        watcher.stop();
        vertx.close().await();
    }

    private Object next() throws InterruptedException {
        Object next = found.poll(30, TimeUnit.SECONDS);
        return next == null ? fail("nothing was found") : next;
    }

    @Test
    void aChangeIsHandedOverOnceWhetherGoodOrBad() throws Exception {
        Files.writeString(file, "http: {port: 2}");
        assertThat(next())
                .isInstanceOfSatisfying(
                        AppConfig.class,
                        config -> assertThat(config.http().port()).isEqualTo(2));

        Files.writeString(file, "http: {port: two");
        assertThat(next()).isInstanceOf(ConfigException.class);

        Files.writeString(file, "http:\n  port: ${PORT:3}\n");
        assertThat(next())
                .isInstanceOfSatisfying(
                        AppConfig.class,
                        config -> assertThat(config.http().port()).isEqualTo(3));

        Files.writeString(folder.resolve(".env"), "PORT=4");
        assertThat(next())
                .isInstanceOfSatisfying(
                        AppConfig.class,
                        config -> assertThat(config.http().port()).isEqualTo(4));

        Files.delete(file);
        assertThat(next())
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(ConfigProblem::message)
                                .isEqualTo(List.of(
                                        "there is no such file; --conf FILE or AUTOTRADE_CONF selects another")));
        assertThat(found).isEmpty();
    }
}
