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
import java.util.function.Consumer;

/**
 * Kills the service at random moments, again and again, and holds its journal against the venue in between. The
 * database is real and stays up: an embedded PostgreSQL outlives the process it was started by.
 */
public final class KillRun {

    /** Kills between two comparisons. */
    private static final int STRETCH = 20;

    /** How long a venue may take to tell of an order of unknown outcome. */
    private static final Duration RESOLVED = Duration.ofSeconds(60);

    private static final String TRADING = """
            trading:
              %s
              %s
              allow_short: true
              confidence_threshold: 0.3
              risk: {cooldown_minutes: 0, loss_streak_pause: 100, drawdown_pause_pct: 90, daily_loss_cap: 1000000,
                max_orders_per_hour: 1000}
            plugins: {dir: %s}
            http: {port: 0}
            """;

    private final Path root;
    private final Path conf;
    private final KillVenue venue;
    private final ClassArchive archive;
    private final Random random;
    private final List<Long> ready = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Ledgers.Finding last = new Ledgers.Finding(0, 0, 0, List.of());

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

        @Override
        public String toString() {
            return "%d kills, %d orders, %d fills, %d rows; ready: median %d ms, p90 %d ms, p99 %d ms of %d starts; %d problems"
                    .formatted(
                            kills,
                            orders,
                            fills,
                            rows,
                            readyWithin(50),
                            readyWithin(90),
                            readyWithin(99),
                            ready.size(),
                            problems.size());
        }
    }

    private KillRun(Path root, Path home, KillVenue venue, TraderModel model, ClassArchive archive, long seed)
            throws IOException {
        this.root = root;
        this.conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        this.venue = venue;
        this.archive = archive;
        this.random = new Random(seed);
        Files.writeString(
                conf,
                TRADING.formatted(venue.broker(), model.configuration(), root.resolve("plugins"))
                        + venue.configuration(seed));
    }

    /** {@code KillRun [KILLS] [SEED] [simulated|sandbox]} in the root of the project, after {@code package}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        boolean sandbox = args.length > 2 && args[2].equals("sandbox");
        Path home = Files.createTempDirectory("autotrade-kill-");
        Path root = Path.of("").toAbsolutePath();
        Report report = run(root, home, ClassArchive.make(root, home), kills, seed, sandbox, System.out::println);
        report.problems().forEach(System.out::println);
        System.out.println("logs and data are in " + home);
        System.exit(report.problems().isEmpty() ? 0 : 1);
    }

    /**
     * @param sandbox whether it trades on the OKX sandbox instead of the paper venue
     * @param progress is told how it stands after every comparison
     */
    static Report run(
            Path root,
            Path home,
            ClassArchive archive,
            int kills,
            long seed,
            boolean sandbox,
            Consumer<Report> progress)
            throws IOException, InterruptedException {
        try (TraderModel model = TraderModel.start(seed);
                KillVenue venue = sandbox ? KillVenue.Sandbox.start(root, home) : new KillVenue.Simulated()) {
            KillRun run = new KillRun(root, home, venue, model, archive, seed);
            for (int done = 0; done < kills; done += STRETCH) {
                int stretch = Math.min(STRETCH, kills - done);
                for (int kill = 1; kill < stretch; kill++) {
                    run.startAndKill();
                }
                run.stopAndKill();
                run.compare();
                progress.accept(run.report(done + stretch));
                if (done + stretch < kills) {
                    run.goOn();
                }
            }
            return run.report(kills);
        }
    }

    private Report report(int kills) {
        return new Report(
                kills,
                last.orders(),
                last.fills(),
                last.rows(),
                ready.stream().sorted().toList(),
                List.copyOf(problems));
    }

    private ServiceProcess start() throws IOException {
        return ServiceProcess.start(root, conf, archive.with());
    }

    /** Three of four times while it trades, else on its way there. */
    private void startAndKill() throws IOException, InterruptedException {
        try (ServiceProcess service = start()) {
            boolean early = !ready.isEmpty() && random.nextInt(4) == 0;
            if (early) {
                service.runFor(Duration.ofMillis(random.nextLong(2 * ready.getLast())));
            } else {
                service.awaitReady();
                ready.add(service.readyAfterMillis());
                service.runFor(Duration.ofMillis(random.nextInt(venue.longestRun())));
            }
            service.kill();
        }
    }

    /** Has the service recover and orders it to stand still. */
    private void stopAndKill() throws IOException, InterruptedException {
        try (ServiceProcess service = start()) {
            service.awaitReady();
            ready.add(service.readyAfterMillis());
            service.post("/api/autotrade/v1/scheduler/pause");
            service.post("/api/autotrade/v1/control/reduce");
            service.kill();
        }
    }

    /** Looks whether what was ordered outlives the kill, and holds the journal against the venue. */
    private void compare() throws IOException, InterruptedException {
        AppConfig.StoreConfig store = ConfigLoader.load(conf, null, Map.of()).store();
        try (ServiceProcess service = start()) {
            service.awaitReady();
            ready.add(service.readyAfterMillis());
            expect(service, "/risk", "state", "REDUCING");
            expectPaused(service);
            awaitResolved(service);
            long stop = service.stop("TERM");
            if (stop > 10_000) {
                problems.add("the stop took " + stop + " ms");
            }
        }
        last = venue.compare(store);
        problems.addAll(last.problems());
    }

    /**
     * A venue that may still receive an order is asked again until it cannot any more; its symbol is blocked meanwhile.
     */
    private static void awaitResolved(ServiceProcess service) throws IOException, InterruptedException {
        long end = System.nanoTime() + RESOLVED.toNanos();
        while (service.get("/api/autotrade/v1/status").body().contains("is blocked") && System.nanoTime() < end) {
            service.runFor(Duration.ofMillis(200));
        }
    }

    private void goOn() throws IOException, InterruptedException {
        try (ServiceProcess service = start()) {
            service.awaitReady();
            ready.add(service.readyAfterMillis());
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
