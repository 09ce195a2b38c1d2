package io.autotrade;

import io.autotrade.api.ApiVerticle;
import io.autotrade.api.TokenStore;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Symbol;
import io.autotrade.config.AppConfig;
import io.autotrade.config.HttpConfig;
import io.autotrade.evaluation.ControlPlane;
import io.autotrade.evaluation.EvaluationVerticle;
import io.autotrade.evaluation.Feedback;
import io.autotrade.evaluation.Views;
import io.autotrade.execution.Books;
import io.autotrade.execution.TradingDesk;
import io.autotrade.execution.Venue;
import io.autotrade.feedback.FeedbackLoop;
import io.autotrade.journal.PgJournal;
import io.autotrade.market.MarketFeedService;
import io.autotrade.plugin.PluginRegistry;
import io.autotrade.risk.RiskGate;
import io.autotrade.telemetry.JournalMetrics;
import io.autotrade.telemetry.LiveMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole service, started and stopped in order. Start is recovery: the journal is folded and the account reconciled
 * before time passes or anything may be traded. Started from a thread that may wait.
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(8);

    /** How to undo one step of the start. */
    private record Step(String name, Supplier<Future<?>> undo) {}

    private final LiveConfig config;
    private final InstantSource wallClock;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private int port;
    private String firstStartToken = "";
    private String banner = "";

    private Service(LiveConfig config, InstantSource wallClock) {
        this.config = config;
        this.wallClock = wallClock;
    }

    /**
     * Starts everything.
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
        try {
            service.startAll(beforeStart);
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e instanceof StartFailure ? e : new StartFailure(StartFailure.reason(e), e);
        }
    }

    private void startAll(Consumer<Vertx> beforeStart) {
        AppConfig initial = config.get();
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setMetricsOptions(
                                new MicrometerMetricsOptions().setEnabled(true).setJvmMetricsEnabled(true)))
                .withMetrics(new MicrometerMetricsFactory(metrics))
                .build();
        undo("vertx", vertx::close);
        beforeStart.accept(vertx);

        PgJournal journal = PgJournal.open(vertx, initial.store(), wallClock).await();
        undo("journal", journal::close);
        Books books = new Books();
        FeedbackLoop learned = new FeedbackLoop();
        JournalMetrics counted = new JournalMetrics(metrics);
        journal.replay(entry -> {
                    books.apply(entry);
                    learned.apply(entry.event());
                    counted.accept(entry);
                })
                .await();
        journal.onCommitted(counted);

        PluginRegistry plugins =
                PluginRegistry.load(initial.plugins().dir(), initial.plugins().allowSha256());
        undo("plugins", () -> {
            plugins.close();
            return Future.succeededFuture();
        });
        Openings openings = new Openings(vertx, initial, plugins, journal, metrics, wallClock);

        MarketSource source = openings.marketSource();
        undo("market source", source::close);
        Set<Symbol> symbols = new TreeSet<>(initial.trading().symbols());
        MarketFeedService feed = new MarketFeedService(
                vertx,
                source,
                initial.market().source(),
                symbols,
                initial.market().shortTimeframe(),
                initial.market().longTimeframe(),
                metrics);

        BrokerProvider provider = openings.brokerProvider();
        refuseOpenDoor(initial.http(), provider.environment());
        Broker broker = openings.broker(provider, source.clock(), feed.hub());
        undo("broker", broker::close);
        Map<Symbol, Instrument> instruments = broker.instruments().await().stream()
                .collect(Collectors.toMap(Instrument::symbol, Function.identity(), (first, second) -> first));
        Venue venue = new Venue(provider.id(), provider.environment(), broker, instruments);
        Advisors advisors = new Advisors(vertx, config, journal, wallClock);
        undo("advisors", advisors::close);
        Feedback feedback =
                new Feedback(learned, journal, id -> rationale(journal, id), advisors::review, source.clock());
        undo("feedback", feedback::close);
        TradingDesk desk = new TradingDesk(vertx, venue, journal, books, source.clock());
        undo("desk", desk::close);
        desk.reconciler().start();
        config.journalStart(journal, source.clock());

        advisors.check(journal, source.clock());
        EvaluationVerticle evaluation = new EvaluationVerticle(new EvaluationVerticle.Parts(
                config, journal, desk, source, feed, new RiskGate(), advisors::current, feedback, wallClock));
        deploy(vertx, "evaluation", evaluation, ThreadingModel.VIRTUAL_THREAD);
        undo("market feed", feed::stop);

        StatusView status = new StatusView(config, journal, desk, feed, provider, source, advisors);
        Views views = new Views(evaluation.evaluation());
        ControlPlane control = new ControlPlane(vertx.eventBus(), evaluation.evaluation(), views);
        control.open();
        status.answer(control, plugins);
        undo("controls", control::close);

        TokenStore tokens =
                TokenStore.open(initial.store().dataDir(), () -> config.get().http());
        Runnable refresh = LiveMetrics.register(
                metrics,
                new LiveMetrics.Sources(
                        journal,
                        desk,
                        learned,
                        views::marked,
                        status::safeToTrade,
                        status::feedUp,
                        status::staleSymbols,
                        evaluation.evaluation()::skippedTriggers),
                vertx);
        Supplier<String> scrape = () -> {
            refresh.run();
            return metrics.scrape();
        };
        ApiVerticle api =
                new ApiVerticle(config, journal, journal.projections(), tokens, scrape, wallClock, Version.TEXT);
        deploy(vertx, "http", api, ThreadingModel.EVENT_LOOP);
        port = api.port();
        firstStartToken = tokens.firstStartToken().orElse("");
        banner = status.banner();

        feed.start().await();
        feedback.measure();
        feedback.review();
        config.watch(vertx, journal, source.clock());
        undo("configuration watch", config::close);
    }

    private static Future<String> rationale(PgJournal journal, String decisionId) {
        return journal.projections()
                .decision(decisionId)
                .map(found -> found.map(
                                chain -> chain.decision().decision().decision().rationale())
                        .orElse(""));
    }

    private void deploy(Vertx vertx, String name, Deployable verticle, ThreadingModel model) {
        String id = vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model))
                .await();
        undo(name, () -> vertx.undeploy(id));
    }

    private static void refuseOpenDoor(HttpConfig http, Environment environment) {
        if (http.auth() == HttpConfig.Auth.OFF && environment == Environment.LIVE) {
            throw new StartFailure("http.auth: off is not allowed with a LIVE broker; use token");
        }
    }

    private void undo(String name, Supplier<Future<?>> undo) {
        steps.push(new Step(name, undo));
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

    /** Stops in order: no new work, finish what runs, flush, release. Bounded; may be called more than once. */
    @Override
    public synchronized void close() {
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.undo()
                        .get()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(STEP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.warn("the stop was interrupted at: {}", step.name());
                return;
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("{} did not stop cleanly: {}", step.name(), String.valueOf(e.getMessage()));
            }
        }
    }
}
