package io.autotrade.bench.crash;

import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigLoader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Kills the service at random moments, again and again, and holds its journal against the venue in between. The
 * database is real and stays up: an embedded PostgreSQL outlives the process it was started by.
 */
public final class KillRun {

    /** Kills between two comparisons. */
    private static final int STRETCH = 20;

    private static final int LONGEST_RUN_MILLIS = 1_500;
    private static final String CONFIGURATION = """
            trading:
              evaluation_interval_minutes: 1
              confidence_threshold: 0.3
              allow_short: true
              risk: {cooldown_minutes: 0, loss_streak_pause: 0, drawdown_pause_pct: 90, daily_loss_cap: 1000000,
                max_orders_per_hour: 1000}
            market: {source: simulated, simulated: {speed: max, seed: %d, start: "2026-01-01T06:00:00Z"}}
            plugins: {dir: %s}
            http: {port: 0}
            """;

    private final Path root;
    private final Path conf;
    private final Random random;
    private final List<Long> ready = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int orders;
    private int fills;
    private long rows;

    /**
     * What came of a run.
     *
     * @param ready milliseconds from the start of a process until it traded, sorted
     * @param problems what was lost, doubled or forgotten; empty when all is well
     */
    public record Report(int kills, int orders, int fills, long rows, List<Long> ready, List<String> problems) {

        /** The time within which this share of the starts traded. */
        long readyWithin(int percent) {
            return ready.get((int) Math.ceil(ready.size() * percent / 100.0) - 1);
        }
    }

    private KillRun(Path root, Path home, long seed) throws IOException {
        this.root = root;
        this.conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        this.random = new Random(seed);
        Files.writeString(conf, CONFIGURATION.formatted(seed, root.resolve("plugins")));
    }

    /** {@code KillRun [KILLS] [SEED]} in the root of the project, after {@code package}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Path home = Files.createTempDirectory("autotrade-kill-");
        Report report = run(Path.of("").toAbsolutePath(), home, kills, seed);
        System.out.printf(
                "%d kills, %d orders, %d fills, %d rows; ready: median %d ms, p99 %d ms%n",
                report.kills(),
                report.orders(),
                report.fills(),
                report.rows(),
                report.readyWithin(50),
                report.readyWithin(99));
        report.problems().forEach(System.out::println);
        System.exit(report.problems().isEmpty() ? 0 : 1);
    }

    static Report run(Path root, Path home, int kills, long seed) throws IOException, InterruptedException {
        KillRun run = new KillRun(root, home, seed);
        for (int done = 0; done < kills; done += STRETCH) {
            int stretch = Math.min(STRETCH, kills - done);
            for (int kill = 0; kill < stretch; kill++) {
                run.startAndKill();
            }
            run.rest();
        }
        return new Report(
                kills,
                run.orders,
                run.fills,
                run.rows,
                run.ready.stream().sorted().toList(),
                List.copyOf(run.problems));
    }

    /** Three of four times while it trades, else on its way there. */
    private void startAndKill() throws IOException, InterruptedException {
        try (ServiceProcess service = ServiceProcess.start(root, conf)) {
            boolean early = !ready.isEmpty() && random.nextInt(4) == 0;
            if (early) {
                service.runFor(Duration.ofMillis(random.nextLong(2 * ready.getLast())));
            } else {
                service.awaitReady();
                ready.add(service.readyAfterMillis());
                service.runFor(Duration.ofMillis(random.nextInt(LONGEST_RUN_MILLIS)));
            }
            service.kill();
        }
    }

    /** Has the service recover and stand still, compares, and looks whether a stop that was ordered outlives a kill. */
    private void rest() throws IOException, InterruptedException {
        try (ServiceProcess service = ServiceProcess.start(root, conf)) {
            service.awaitReady();
            ready.add(service.readyAfterMillis());
            service.post("/api/autotrade/v1/scheduler/pause");
            service.post("/api/autotrade/v1/control/reduce");
            service.kill();
        }
        AppConfig.StoreConfig store = ConfigLoader.load(conf, null, Map.of()).store();
        try (ServiceProcess service = ServiceProcess.start(root, conf)) {
            service.awaitReady();
            ready.add(service.readyAfterMillis());
            expect(service, "/risk", "state", "REDUCING");
            expectPaused(service);
            long stop = service.stop("TERM");
            if (stop > 10_000) {
                problems.add("the stop took " + stop + " ms");
            }
        }
        Ledgers.Finding finding = Ledgers.compare(store);
        orders = finding.orders();
        fills = finding.fills();
        rows = finding.rows();
        problems.addAll(finding.problems());
        try (ServiceProcess service = ServiceProcess.start(root, conf)) {
            service.awaitReady();
            service.post("/api/autotrade/v1/control/rearm");
            service.post("/api/autotrade/v1/scheduler/resume");
            service.kill();
        }
    }

    private void expect(ServiceProcess service, String path, String key, String wanted)
            throws IOException, InterruptedException {
        JsonObject answer =
                new JsonObject(service.get("/api/autotrade/v1" + path).body());
        if (!wanted.equals(answer.getString(key))) {
            problems.add(path + " says " + key + " is " + answer.getValue(key) + " instead of " + wanted);
        }
    }

    private void expectPaused(ServiceProcess service) throws IOException, InterruptedException {
        JsonObject answer =
                new JsonObject(service.get("/api/autotrade/v1/scheduler/status").body());
        if (!answer.getJsonObject("scheduler").getBoolean("is_paused")) {
            problems.add("the pause was forgotten");
        }
    }
}
