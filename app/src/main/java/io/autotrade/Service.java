package io.autotrade;

import io.autotrade.advisor.llm.CostLedger;
import io.autotrade.api.ApiVerticle;
import io.autotrade.api.TokenStore;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.bus.JournalEntry;
import io.autotrade.config.AppConfig;
import io.autotrade.config.HttpConfig;
import io.autotrade.evaluation.LiveTrading;
import io.autotrade.execution.Books;
import io.autotrade.feedback.FeedbackLoop;
import io.autotrade.journal.PgJournal;
import io.autotrade.plugin.PluginRegistry;
import io.autotrade.telemetry.JournalMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole service, started and stopped in order. Start is recovery: the journal is folded and the account reconciled
 * before time passes or anything may be traded. Started from a thread that may wait.
 *
 * <pre>
 *   starting --another instance writes the store--&gt; standby --that one is gone--&gt; recovering --&gt; trading
 *       \------------------------------------------------------------------------^             |
 *                                                     another instance has taken over: it ends &lt;-+
 * </pre>
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    /** Together less than the ten seconds a stop may take. */
    private static final Duration STOP_WORK = Duration.ofSeconds(6);

    private static final Duration FLUSH = Duration.ofMillis(3_500);
    /** How long a stop waits for a start that is under way. */
    private static final Duration START_UNDER_WAY = Duration.ofSeconds(4);
    /** And when there is nothing yet that takes time to be stopped. */
    private static final Duration START_BEGUN = Duration.ofSeconds(9);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final LiveConfig config;
    private final InstantSource wallClock;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Steps steps = new Steps();
    private final ReentrantLock life = new ReentrantLock();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    /** Steps that are undone last and within a time of their own: they flush and give the lock back. */
    private volatile int core;

    private volatile boolean stopping;
    private volatile String lost = "";
    private volatile Runnable refresh = () -> {};
    private int port;
    private String firstStartToken = "";
    private volatile String banner = "";

    Service(LiveConfig config, InstantSource wallClock) {
        this.config = config;
        this.wallClock = wallClock;
    }

    /**
     * Starts everything. When another instance writes the same store this one stands by.
     *
     * @throws StartFailure when the service cannot run; what had been started is stopped again
     */
    static Service start(LiveConfig config, InstantSource wallClock) {
        return start(config, wallClock, vertx -> {});
    }

    /**
     * As {@link #start(LiveConfig, InstantSource)}, for programs that listen on the event bus from the first event on.
     *
     * @param beforeStart is given the event bus before anything is published
     */
    static Service start(LiveConfig config, InstantSource wallClock, Consumer<Vertx> beforeStart) {
        Service service = new Service(config, wallClock);
        service.run(beforeStart);
        return service;
    }

    /** Starts this one; it may be closed meanwhile. */
    void run(Consumer<Vertx> beforeStart) {
        try {
            startAll(beforeStart);
        } catch (RuntimeException e) {
            boolean told = stopping;
            close();
            if (told) {
                throw new Stopped();
            }
            throw e instanceof StartFailure ? e : new StartFailure(StartFailure.reason(e), e);
        }
    }

    /** Whoever is told to stop does not begin the next part of a start. */
    private void goOn() {
        if (stopping) {
            throw new Stopped();
        }
    }

    /** It was told to stop before its start had ended. */
    static final class Stopped extends StartFailure {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super("it was stopped while it was starting");
        }
    }

    private void startAll(Consumer<Vertx> beforeStart) {
        life.lock();
        try {
            AppConfig initial = config.get();
            Vertx vertx = EventLoops.open(initial.cluster(), metrics);
            steps.did("vertx", vertx::close);
            beforeStart.accept(vertx);

            PgJournal journal =
                    PgJournal.openOrStandBy(vertx, initial.store(), wallClock).await();
            steps.did("journal", journal::close);
            core = steps.count();
            goOn();
            Books books = new Books();
            LiveTrading live = new LiveTrading(config, wallClock);
            FeedbackLoop learned = new FeedbackLoop();
            CostLedger spent = new CostLedger();
            Consumer<JournalEntry> fold = entry -> {
                books.apply(entry);
                live.apply(entry);
                learned.apply(entry.event());
                spent.accept(entry);
            };
            JournalMetrics counted = new JournalMetrics(metrics);
            journal.replay(fold.andThen(counted)).await();
            journal.onCommitted(counted);
            goOn();

            PluginRegistry plugins = PluginRegistry.load(
                    initial.plugins().dir(), initial.plugins().allowSha256());
            steps.did("plugins", () -> {
                plugins.close();
                return Future.succeededFuture();
            });
            Foundation foundation =
                    new Foundation(config, wallClock, metrics, vertx, journal, books, live, learned, spent, plugins);
            refuseUnapproved(live, foundation.provider());

            Waiting waiting = new Waiting(foundation);
            waiting.open();
            steps.did("waiting", waiting::close);
            listen(foundation);
            goOn();
            journal.lost().onSuccess(gone -> end("another instance has taken the journal over"));
            if (journal.standsBy()) {
                banner = waiting.banner();
                standBy(foundation, waiting, fold);
            } else {
                trade(foundation, waiting);
            }
        } finally {
            life.unlock();
        }
    }

    private void listen(Foundation foundation) {
        AppConfig initial = config.get();
        PgJournal journal = foundation.journal();
        TokenStore tokens =
                TokenStore.open(initial.store().dataDir(), () -> config.get().http());
        ApiVerticle api =
                new ApiVerticle(config, journal, journal.projections(), tokens, this::scrape, wallClock, Version.TEXT);
        String id = foundation
                .vertx()
                .deployVerticle(api, new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP))
                .await();
        steps.did("http", () -> foundation.vertx().undeploy(id));
        port = api.port();
        firstStartToken = tokens.firstStartToken().orElse("");
    }

    private String scrape() {
        refresh.run();
        return metrics.scrape();
    }

    private void trade(Foundation foundation, Waiting waiting) {
        refuseUnapproved(foundation.live(), foundation.provider());
        waiting.recovering();
        Trading trading = new Trading(foundation, steps);
        banner = trading.start(port, waiting);
        refresh = trading.refresh();
    }

    private void standBy(Foundation foundation, Waiting waiting, Consumer<JournalEntry> fold) {
        LOG.warn("another instance writes this store; this one stands by and reads along");
        config.watch(foundation.vertx(), foundation.journal(), wallClock);
        steps.did("configuration watch", config::close);
        var follow = foundation.journal().onCommitted(fold);
        foundation.journal().writing().onSuccess(mine -> {
            follow.cancel();
            Thread.ofPlatform().name("autotrade-takeover").start(() -> takeOver(foundation, waiting));
        });
    }

    /** Until it succeeds: nobody else can, for this instance holds the lock. */
    private void takeOver(Foundation foundation, Waiting waiting) {
        boolean trading = false;
        while (!trading && !stopping) {
            trading = tryToTrade(foundation, waiting);
            if (!trading && !stopping) {
                foundation
                        .vertx()
                        .timer(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                        .await();
            }
        }
    }

    private boolean tryToTrade(Foundation foundation, Waiting waiting) {
        life.lock();
        try {
            return !stopping && tryToTradeAlone(foundation, waiting);
        } finally {
            life.unlock();
        }
    }

    private boolean tryToTradeAlone(Foundation foundation, Waiting waiting) {
        int before = steps.count();
        try {
            trade(foundation, waiting);
            LOG.warn("this instance has taken over and trades");
            return true;
        } catch (RuntimeException e) {
            LOG.error("this instance cannot trade yet: {}", StartFailure.reason(e));
            steps.undo(before, STOP_WORK);
            waiting.blocked(StartFailure.reason(e));
            return false;
        }
    }

    /** Real money is traded only by a profile that two people have approved. */
    private static void refuseUnapproved(LiveTrading live, BrokerProvider provider) {
        List<String> missing = provider.environment() == Environment.LIVE ? live.missing() : List.of();
        if (!missing.isEmpty()) {
            String line = System.lineSeparator() + "  - ";
            throw new StartFailure(provider.id() + " trades real money and stays locked. Missing:" + line
                    + String.join(line, missing) + System.lineSeparator()
                    + "The procedure is in docs/live-trading.md; approve while the service runs with another broker");
        }
    }

    /** Port the service listens on. */
    int port() {
        return port;
    }

    /** Where the dashboard is; with the operator token only when it was generated by this start. */
    String dashboardUrl() {
        HttpConfig http = config.get().http();
        String host = http.host().equals("0.0.0.0") ? "localhost" : http.host();
        String scheme = http.tls() == null ? "http" : "https";
        String base = scheme + "://" + (host.equals("127.0.0.1") ? "localhost" : host) + ":" + port + "/";
        return firstStartToken.isEmpty() ? base : base + "#token=" + firstStartToken;
    }

    /** What is real and what is not, for people. */
    String banner() {
        return banner;
    }

    /** Completes when the service has stopped: with why it did so by itself, or with nothing when it was told to. */
    CompletableFuture<String> ended() {
        return ended;
    }

    private void end(String reason) {
        LOG.error("this instance stops: {}", reason);
        lost = reason;
        Thread.ofPlatform().name("autotrade-end").start(this::close);
    }

    /** Stops in order: no new work, finish what runs, flush, release. Bounded; may be called more than once. */
    @Override
    public void close() {
        stopping = true;
        boolean alone = enter();
        try {
            steps.undo(core, STOP_WORK);
            steps.undo(0, FLUSH);
        } finally {
            if (alone) {
                life.unlock();
            }
        }
        ended.complete(lost);
    }

    /** A start that hangs must not keep the service from being stopped. */
    private boolean enter() {
        Duration patience = core == 0 ? START_BEGUN : START_UNDER_WAY;
        try {
            return life.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
