package io.autotrade.bench.soak;

import io.autotrade.bench.crash.KillVenue;
import io.autotrade.bench.crash.Ledgers;
import io.autotrade.bench.crash.ServiceProcess;
import io.autotrade.bench.crash.TraderModel;
import io.autotrade.config.ConfigLoader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Leaves the service alone with the OKX sandbox: six markets go through a recording many times faster than they were
 * recorded, a cycle every five recorded minutes trades whatever it may, a share of the venue's answers is lost, broken
 * or late, sockets are dropped and stall. Memory and queues must not grow, no event loop may stand still, in the end
 * the portfolio must be the account at the venue to 1e-8, and every order must lead to its decision.
 *
 * <p>The clocks of service and venue are the real ones: time-outs, reconciliation and rate limits are what they always
 * are. Only the markets are fast, and so a candle of a minute holds {@code speed} recorded minutes.
 */
public final class SoakRun {

    private static final String TRADING = """
            trading:
              broker_type: okx_demo
              symbols: [%s]
              evaluation_interval_minutes: %s
              confidence_threshold: 0.3
              allow_short: true
              %s
              risk: {cooldown_minutes: 0, loss_streak_pause: 0, drawdown_pause_pct: 90, daily_loss_cap: 1000000,
                max_orders_per_hour: 10000, stale_after_seconds: 10}
            plugins: {dir: %s}
            http: {port: 0}
            """;

    private static final String API = "/api/autotrade/v1";
    /** In samples: how often sockets are dropped, and how often they stall until the service notices. */
    private static final int DROP_EVERY = 6;

    private static final int STALL_EVERY = 40;
    private static final int STALL_LENGTH = 3;
    private static final int FORCED_EVERY = 50;
    private static final int FEWEST_FILLS = 4;
    private static final int MOST_LENGTHS = 6;
    private static final int WEIGH_EVERY = 60;
    private static final int COMPARISONS = 120;

    private final Course course;
    private final KillVenue.Sandbox venue;
    private final ServiceProcess service;
    private final Samples samples;
    private final Consumer<String> told;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> rearmed = new TreeMap<>();

    private SoakRun(
            Course course, KillVenue.Sandbox venue, ServiceProcess service, Samples samples, Consumer<String> told) {
        this.told = told;
        this.course = course;
        this.venue = venue;
        this.service = service;
        this.samples = samples;
    }

    /** {@code SoakRun FOLDER FROM LENGTH SPEED SHARE SEED} in the root of the project, after {@code package}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Course course = Course.parse(args);
        Path home = Files.createTempDirectory("autotrade-soak-");
        System.out.println("logs, samples and data are in " + home + "; it takes " + course.real());
        // The whole compiler, unlike where a process lives for seconds.
        List<String> problems = run(
                Path.of("").toAbsolutePath(), home, course, List.of("-XX:TieredStopAtLevel=4"), System.out::println);
        problems.forEach(System.out::println);
        System.out.println(problems.isEmpty() ? "no problem" : problems.size() + " problems");
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    /**
     * @param options of the service's JVM
     * @param told is given figures, one line each
     * @return what was not as it must be
     */
    static List<String> run(Path root, Path home, Course course, List<String> options, Consumer<String> told)
            throws IOException, InterruptedException {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        try (TraderModel model = TraderModel.start(course.seed(), new BigDecimal("0.008"));
                KillVenue.Sandbox venue = KillVenue.Sandbox.start(root, home, course.venue())) {
            Files.writeString(
                    conf,
                    TRADING.formatted(
                                    String.join(", ", course.symbols()),
                                    course.interval(),
                                    model.configuration(),
                                    root.resolve("plugins"))
                            + venue.configuration(course.seed())
                                    .replace(
                                            "rate_limit_per_second: 100",
                                            "rate_limit_per_second: 100, timeout_seconds: 3")
                                    .replace("long_timeframe: 5m", "long_timeframe: 3m"));
            SoakRun run;
            try (Idle idle = new Idle();
                    ServiceProcess service =
                            ServiceProcess.start(root, conf, options).awaitReady()) {
                Samples samples = new Samples(home.resolve("samples.csv"), service, venue, idle);
                run = new SoakRun(course, venue, service, samples, told);
                run.soak();
                if (service.isAlive()) {
                    run.settle();
                    service.stop("TERM");
                }
            }
            Ledgers.Finding journal =
                    Ledgers.compare(ConfigLoader.load(conf, null, Map.of()).store(), venue.state());
            told.accept("journal: " + journal.orders() + " orders, " + journal.fills() + " fills, " + journal.rows()
                    + " rows");
            run.problems.addAll(journal.problems());
            return run.problems;
        }
    }

    private Instant recorded() throws IOException, InterruptedException {
        return Instant.parse(venue.ask("/sandbox/account", new JsonObject()).getString("recorded"));
    }

    private void soak() throws IOException, InterruptedException {
        List<String> symbols = course.symbols();
        Instant from = recorded();
        Instant until = from.plus(course.length());
        weather(true);
        // A busy machine trades little in a short run, and books without trades show nothing.
        Instant latest = until.plus(course.length().multipliedBy(MOST_LENGTHS - 1));
        for (int sample = 1; goesOn(until, latest); sample++) {
            service.runFor(course.sample());
            if (!service.isAlive()) {
                problems.add("the service ended by itself");
                return;
            }
            trouble(sample, symbols);
            rearm();
            String line = samples.take();
            if (sample % WEIGH_EVERY == WEIGH_EVERY / 2) {
                samples.weigh();
            }
            if (sample % DROP_EVERY == 0) {
                told.accept(recorded() + " " + line);
            }
        }
        told.accept("recorded " + from + " to " + recorded());
    }

    private boolean goesOn(Instant until, Instant latest) throws IOException, InterruptedException {
        Instant now = recorded();
        return now.isBefore(until) || samples.fills() < FEWEST_FILLS && now.isBefore(latest);
    }

    private void weather(boolean bad) throws IOException, InterruptedException {
        if (!bad) {
            venue.ask("/sandbox/calm", new JsonObject());
            return;
        }
        venue.ask(
                "/sandbox/faults",
                new JsonObject()
                        .put("share", course.share())
                        .put("seed", course.seed())
                        .put("lost", course.share())
                        .put("doubled", 2 * course.share())
                        .put("late", 2 * course.share()));
    }

    private void trouble(int sample, List<String> symbols) throws IOException, InterruptedException {
        int stalling = sample % STALL_EVERY;
        if (stalling == 0 || stalling == STALL_LENGTH && sample > STALL_EVERY) {
            venue.ask("/sandbox/stall", new JsonObject().put("on", stalling == 0));
        } else if (sample % DROP_EVERY == 0) {
            venue.ask("/sandbox/drop", new JsonObject());
        }
        if (sample % FORCED_EVERY == 0) {
            String symbol = symbols.get(sample / FORCED_EVERY % symbols.size());
            venue.ask(
                    sample / FORCED_EVERY % 2 == 0 ? "/sandbox/liquidate" : "/sandbox/deleverage",
                    new JsonObject().put("instId", symbol));
        }
    }

    /** What stops new exposure stops it until somebody looks; nobody does here, and the run has to go on. */
    private void rearm() throws IOException, InterruptedException {
        JsonObject risk = new JsonObject(service.get(API + "/risk").body());
        if (!risk.getString("state").equals("ACTIVE")) {
            rearmed.merge(risk.getString("state") + " " + risk.getValue("reasons"), 1, Integer::sum);
            service.post(API + "/control/rearm");
        }
    }

    /** Everything stands still, and the books are held against the venue, with positions and without. */
    private void settle() throws IOException, InterruptedException {
        told.accept(samples.judge(problems));
        told.accept("states that were ended by hand: " + rearmed);
        weather(false);
        service.post(API + "/scheduler/pause");
        venue.ask("/sandbox/still", new JsonObject());
        compare("with positions");
        OrderTrace trace = new OrderTrace(service);
        problems.addAll(trace.follow(VenueBooks.rows(venue.state().getJsonArray("orders"))));
        told.accept(trace.toString());
        JsonObject flat = new JsonObject(service.post(API + "/control/flatten").body());
        if (!flat.getBoolean("confirmed", false)) {
            problems.add("flatten was not confirmed: " + flat.encode());
        }
        compare("flat");
    }

    /** Books and venue must agree within a minute in which nobody trades. */
    private void compare(String when) throws IOException, InterruptedException {
        List<String> differences = List.of();
        for (int attempt = 0; attempt < COMPARISONS; attempt++) {
            JsonObject state = venue.state();
            JsonObject portfolio =
                    new JsonObject(service.get(API + "/portfolio").body()).getJsonObject("portfolio");
            differences = VenueBooks.differences(portfolio, state);
            if (differences.isEmpty()) {
                told.accept(when + ": equity " + portfolio.getString("equityExact") + ", cash "
                        + portfolio.getString("cashExact") + ", fees " + portfolio.getString("feesExact") + ", funding "
                        + portfolio.getString("fundingExact") + ", "
                        + portfolio.getJsonArray("positions").size() + " positions: as at the venue, to 1e-8");
                return;
            }
            service.runFor(Duration.ofMillis(500));
        }
        differences.forEach(difference -> problems.add(when + ": " + difference));
    }
}
