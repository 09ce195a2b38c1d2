package io.autotrade;

import io.autotrade.alert.AlertSinks;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Symbol;
import io.autotrade.config.AppConfig;
import io.autotrade.evaluation.ControlPlane;
import io.autotrade.evaluation.EvaluationVerticle;
import io.autotrade.evaluation.Feedback;
import io.autotrade.evaluation.LiveTrading;
import io.autotrade.evaluation.Views;
import io.autotrade.execution.TradingDesk;
import io.autotrade.execution.Venue;
import io.autotrade.journal.Journal;
import io.autotrade.journal.PgJournal;
import io.autotrade.market.MarketFeedService;
import io.autotrade.risk.RiskGate;
import io.autotrade.telemetry.LiveMetrics;
import io.autotrade.telemetry.TracedAdvisor;
import io.autotrade.telemetry.TracedJournal;
import io.autotrade.telemetry.Tracing;
import io.autotrade.telemetry.TradeLog;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The part of the service that only the writer of the journal runs: market, account, evaluation and controls. */
final class Trading {

    private final Foundation foundation;
    private final Steps steps;
    private Runnable refresh = () -> {};

    Trading(Foundation foundation, Steps steps) {
        this.foundation = foundation;
        this.steps = steps;
    }

    /**
     * Opens market and account, reconciles, and begins to trade.
     *
     * @param port the service listens on
     * @param waiting has answered so far; answers no more when this returns
     * @return what is real and what is not, for people
     */
    String start(int port, Waiting waiting) {
        LiveConfig config = foundation.config();
        AppConfig initial = config.get();
        Vertx vertx = foundation.vertx();
        PgJournal journal = foundation.journal();
        Tracing tracing = Tracing.open(initial.telemetry(), Version.TEXT);
        steps.did(
                "spans",
                () -> vertx.executeBlocking(() -> {
                    tracing.close();
                    return true;
                }));
        Tracer tracer = tracing.tracer();
        Journal traced = new TracedJournal(journal, tracer);
        Openings openings = new Openings(
                vertx, initial, foundation.plugins(), journal, foundation.metrics(), foundation.wallClock(), tracer);
        Writer.claim(foundation, port);

        MarketSource source = openings.marketSource();
        steps.did("market source", source::close);
        Set<Symbol> symbols = new TreeSet<>(initial.trading().symbols());
        MarketFeedService feed = new MarketFeedService(
                vertx,
                source,
                initial.market().source(),
                symbols,
                initial.market().shortTimeframe(),
                initial.market().longTimeframe(),
                foundation.metrics());

        BrokerProvider provider = foundation.provider();
        LiveTrading live = foundation.live();
        live.attach(journal, provider.environment());
        steps.did("approvals", live::close);
        Broker broker = openings.broker(provider, source.clock(), feed.hub());
        steps.did("broker", broker::close);
        Map<Symbol, Instrument> instruments = broker.instruments().await().stream()
                .collect(Collectors.toMap(Instrument::symbol, Function.identity(), (first, second) -> first));
        Venue venue = new Venue(provider.id(), provider.environment(), broker, instruments);
        AlertSinks alerts = new AlertSinks(vertx, () -> config.get().alerts(), journal, foundation.wallClock());
        steps.did("alerts", alerts::close);
        var logged = journal.onCommitted(new TradeLog());
        steps.did("trade log", () -> {
            logged.cancel();
            return Future.succeededFuture();
        });
        Advisors advisors = new Advisors(vertx, config, journal, foundation.wallClock());
        Feedback feedback = new Feedback(
                foundation.learned(), journal, id -> rationale(journal, id), advisors::review, source.clock());
        steps.did("feedback", feedback::close);
        TradingDesk desk = new TradingDesk(
                vertx,
                venue,
                traced,
                foundation.books(),
                source.clock(),
                new HaltNote(initial.store().dataDir()));
        steps.did("desk", desk::close);
        desk.reconciler().start();
        desk.killSwitch().restore();
        config.journalStart(journal, source.clock());

        advisors.check(journal, source.clock());
        EvaluationVerticle evaluation = new EvaluationVerticle(new EvaluationVerticle.Parts(
                config,
                traced,
                desk,
                source,
                feed,
                new RiskGate(),
                () -> new TracedAdvisor(advisors.current(), tracer),
                feedback,
                live,
                foundation.wallClock(),
                tracer));
        deploy(vertx, "evaluation", evaluation);
        // Undone before the evaluation, so that a cycle does not wait for a model while the service stops.
        steps.did("advisors", advisors::close);
        steps.did("market feed", feed::stop);

        StatusView status = new StatusView(config, journal, desk, feed, provider, source, advisors, alerts);
        Views views = new Views(evaluation.evaluation());
        ControlPlane control = new ControlPlane(vertx.eventBus(), evaluation.evaluation(), views);
        control.open();
        status.answer(control, foundation.plugins());
        steps.did("controls", control::close);
        refresh = LiveMetrics.register(
                foundation.metrics(),
                new LiveMetrics.Sources(
                        journal,
                        desk,
                        foundation.learned(),
                        views::marked,
                        status::safeToTrade,
                        status::feedUp,
                        status::staleSymbols,
                        evaluation.evaluation()::skippedTriggers),
                vertx);
        StopTriggers triggers = StopTriggers.open(vertx, initial.store().dataDir());
        steps.did("stop triggers", triggers::close);

        feed.start().await();
        waiting.close().await();
        feedback.measure();
        feedback.review();
        config.watch(vertx, journal, source.clock());
        steps.did("configuration watch", config::close);
        steps.did("entries", () -> {
            desk.stopEntries();
            return Future.succeededFuture();
        });
        return status.banner();
    }

    /** Reads what metrics show of the running parts anew; does nothing before the start. */
    Runnable refresh() {
        return refresh;
    }

    private static Future<String> rationale(PgJournal journal, String decisionId) {
        return journal.projections()
                .decision(decisionId)
                .map(found -> found.map(
                                chain -> chain.decision().decision().decision().rationale())
                        .orElse(""));
    }

    private void deploy(Vertx vertx, String name, Deployable verticle) {
        String id = vertx.deployVerticle(
                        verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        steps.did(name, () -> vertx.undeploy(id));
    }
}
