package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.AlertCode;
import io.autotrade.plugin.Template;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The market source and the consumers of docs/templates in the running service: jars dropped into plugins/, and a
 * program of its own on the clustered bus.
 */
@Timeout(240)
class WrittenPluginsIT {

    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");

    @TempDir
    private Path home;

    private Path plugins;

    @BeforeEach
    void putPlugins() throws IOException {
        plugins = Files.createDirectory(home.resolve("jars"));
        Files.copy(
                RunningService.projectRoot().resolve("plugins/broker-simulated.jar"),
                plugins.resolve("broker-simulated.jar"));
        Template.BEACON.jar(false).write(plugins.resolve("beacon.jar"));
        Template.DIARY.jar(false).write(plugins.resolve("diary.jar"));
    }

    @Test
    @Provokes(alerts = AlertCode.CONSUMER_FAILED)
    void pricesComeFromTheSourceAndConsumersInsideAndOutsideMissNothing() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (URLClassLoader author = author();
                AutoCloseable prices = prices(author, vertx)) {
            int[] ports = {RunningService.freePort(), RunningService.freePort()};
            String yaml = yaml(prices, ports);
            try (RunningService service = RunningService.startWith(plugins, home, yaml);
                    Program lookout = lookout(service, ports, 0)) {
                assertThat(service.get("/status").getString("market_source")).isEqualTo("beacon");
                trade(prices, "51234.5");
                until(() -> priceOf(service).equals("51234.5"));
                trigger(service);
                service.awaitAlert(AlertCode.CONSUMER_FAILED.code()); // no plugin brings the one that is named "nobody"

                JsonObject last = lookout.awaitType("cycle_end");
                assertThat(lookout.seqs())
                        .isEqualTo(LongStream.rangeClosed(1, last.getLong("seq"))
                                .boxed()
                                .toList());
                awaitDiary(service);
            }
            try (RunningService service = RunningService.startWith(plugins, home, yaml)) {
                trigger(service);
                awaitDiary(service);
            }
        } finally {
            vertx.close().await();
        }
    }

    private static String yaml(Object prices, int[] ports) throws ReflectiveOperationException {
        return """
                trading: {symbols: [BTC-USDT-SWAP], evaluation_interval_minutes: 60}
                market: {source: beacon, beacon: {url: "%s"}}
                cluster: {enabled: true, port: %d, members: [%s], name: written%d}
                consumers: {diary: {file: diary.jsonl, types: [cycle_start, cycle_end]}, nobody: {}}
                """.formatted(url(prices), ports[0], members(ports), ports[0]);
    }

    private static String priceOf(RunningService service) throws Exception {
        return new JsonObject(service.call("GET", "/api/market/v1/prices", "").body())
                .getJsonObject("symbols")
                .getJsonObject(BTC.value())
                .getString("priceExact");
    }

    private static void trigger(RunningService service) throws Exception {
        long before = ends(service);
        assertThat(service.control("/scheduler/trigger").statusCode()).isEqualTo(200);
        until(() -> ends(service) > before);
    }

    private static long ends(RunningService service) {
        return service.told().stream()
                .filter(event -> event.getString("type").equals("cycle_end"))
                .count();
    }

    /** Until the diary holds every cycle of the journal, each once. */
    private void awaitDiary(RunningService service) throws Exception {
        List<Long> wanted = service.journal().stream()
                .filter(event -> event.getString("type").startsWith("cycle_"))
                .map(event -> event.getLong("seq"))
                .toList();
        assertThat(wanted).hasSizeGreaterThanOrEqualTo(2);
        until(() -> diary().size() >= wanted.size());
        assertThat(diary()).startsWith(wanted.toArray(Long[]::new)).doesNotHaveDuplicates();
    }

    private List<Long> diary() throws IOException {
        Path file = home.resolve("diary.jsonl");
        return !Files.exists(file)
                ? List.of()
                : Files.readAllLines(file).stream()
                        .map(line -> new JsonObject(line).getLong("seq"))
                        .toList();
    }

    /** What the author of the market source tests with. */
    private URLClassLoader author() throws IOException {
        Path jar = Template.BEACON.jar(true).write(home.resolve("author.jar"));
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, WrittenPluginsIT.class.getClassLoader());
    }

    private static AutoCloseable prices(ClassLoader author, Vertx vertx) throws ReflectiveOperationException {
        return (AutoCloseable) author.loadClass("com.example.beacon.PriceServer")
                .getConstructor(Vertx.class, Map.class)
                .newInstance(vertx, Map.of(BTC, new BigDecimal("50000")));
    }

    private static String url(Object prices) throws ReflectiveOperationException {
        return (String) prices.getClass().getMethod("url").invoke(prices);
    }

    private static void trade(Object prices, String price) throws ReflectiveOperationException {
        Method trade = prices.getClass().getMethod("trade", Symbol.class, BigDecimal.class);
        trade.invoke(prices, BTC, new BigDecimal(price));
    }

    private static String members(int[] ports) {
        return "\"127.0.0.1:" + ports[0] + "\", \"127.0.0.1:" + ports[1] + "\"";
    }

    private interface Check {
        boolean done() throws Exception;
    }

    private static void until(Check check) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!check.done()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private Program lookout(RunningService service, int[] ports, long lastSeq) throws IOException {
        Path jar = Template.LOOKOUT.jar(false).write(home.resolve("lookout.jar"));
        return new Program(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        jar + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        "com.example.lookout.Lookout",
                        "written" + ports[0],
                        Integer.toString(ports[1]),
                        "127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1],
                        "http://127.0.0.1:" + service.port() + "/api/autotrade/v1/events",
                        Long.toString(lastSeq)),
                service.token(),
                home.resolve("lookout.log"));
    }

    /** A process that prints an event a line. */
    private static final class Program implements AutoCloseable {

        private final Process process;
        private final BlockingQueue<JsonObject> lines = new LinkedBlockingQueue<>();
        private final List<Long> seqs = new ArrayList<>();

        Program(List<String> command, String token, Path log) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            builder.environment().put("AUTOTRADE_TOKEN", token);
            process = builder.start();
            Thread.ofVirtual().start(() -> {
                try (Stream<String> out = process.inputReader().lines()) {
                    out.filter(line -> line.matches("[0-9]+ [a-z_]+ .*")).forEach(line -> {
                        String[] words = line.split(" ", 3);
                        lines.add(new JsonObject()
                                .put("seq", Long.valueOf(words[0]))
                                .put("type", words[1]));
                    });
                }
            });
        }

        JsonObject awaitType(String type) throws InterruptedException {
            while (true) {
                JsonObject next = lines.poll(60, TimeUnit.SECONDS);
                assertThat(next).as("an event within a minute").isNotNull();
                seqs.add(next.getLong("seq"));
                if (next.getString("type").equals(type)) {
                    return next;
                }
            }
        }

        List<Long> seqs() {
            return List.copyOf(seqs);
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
