package io.autotrade;

import io.autotrade.alert.AlertSinks;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Control;
import io.autotrade.config.AppConfig;
import io.autotrade.evaluation.ControlPlane;
import io.autotrade.evaluation.Evaluation;
import io.autotrade.evaluation.Feedback;
import io.autotrade.evaluation.LiveTrading;
import io.autotrade.evaluation.Views;
import io.autotrade.execution.BookKeeping;
import io.autotrade.journal.Journal;
import io.autotrade.journal.PgJournal;
import io.autotrade.market.MarketFeedService;
import io.autotrade.plugin.PluginReport.Provided;
import io.autotrade.telemetry.LiveMetrics;
import io.autotrade.telemetry.TracedAdvisor;
import io.autotrade.telemetry.TracedJournal;
import io.autotrade.telemetry.Tracing;
import io.autotrade.telemetry.TradeLog;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

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
        AlertSinks alerts = new AlertSinks(vertx, () -> config.get().alerts(), journal, foundation.wallClock());
        steps.did("alerts", alerts::close);
        var logged = journal.onCommitted(new TradeLog());
        steps.did("trade log", () -> {
            logged.cancel();
            return Future.succeededFuture();
        });
        Advisors advisors =
                new Advisors(vertx, config, journal, foundation.spent(), foundation.wallClock(), source.clock());
        Feedback feedback = new Feedback(
                foundation.learned(), journal, id -> rationale(journal, id), advisors::review, source.clock());
        steps.did("feedback", feedback::close);
        BookKeeping keeping = new BookKeeping(traced, foundation.books());
        steps.did("books", keeping::close);
        Desks desks = new Desks(
                foundation,
                traced,
                tracer,
                keeping,
                source,
                feed,
                () -> new TracedAdvisor(advisors.current(), tracer),
                feedback);
        Brokers brokers = new Brokers(foundation, desks, desks.over(provider, desks.open(provider)));
        steps.did("desk", () -> brokers.active().desk().close());
        brokers.active().desk().reconciler().start();
        brokers.active().desk().killSwitch().restore();
        config.journalStart(journal, source.clock());
        brokers.tellOfTheStart();

        advisors.check();
        brokers.active().evaluate();
        steps.did("evaluation", () -> brokers.active().rest());
        // Undone before the evaluation, so that a cycle does not wait for a model while the service stops.
        steps.did("advisors", advisors::close);
        steps.did("market feed", feed::stop);

        StatusView status = new StatusView(config, journal, brokers, feed, source, advisors, alerts);
        Supplier<Evaluation> evaluation = () -> brokers.active().evaluation();
        Views views = new Views(evaluation);
        ControlPlane control = new ControlPlane(vertx.eventBus(), evaluation, views);
        control.open();
        // Plugins are asked, and may be busy with a jar that has just come.
        control.answer(
                Control.RUNTIME_MODE,
                request -> vertx.executeBlocking(() -> brokers.runtimeMode(request))
                        .compose(answer -> answer));
        status.answer(control, foundation.plugins());
        steps.did("controls", control::close);
        refresh = LiveMetrics.register(
                foundation.metrics(),
                new LiveMetrics.Sources(
                        journal,
                        foundation.books(),
                        () -> brokers.active().desk(),
                        foundation.learned(),
                        views::marked,
                        status::safeToTrade,
                        status::feedUp,
                        status::staleSymbols,
                        () -> evaluation.get().skippedTriggers()),
                vertx);
        StopTriggers triggers = StopTriggers.open(vertx, initial.store().dataDir());
        steps.did("stop triggers", triggers::close);

        Consumers consumers = new Consumers(
                vertx,
                initial,
                foundation.plugins(),
                journal,
                foundation.metrics(),
                source.clock(),
                alert -> brokers.active().desk().facts().record(List.of(alert)));
        consumers.start();
        steps.did("consumers", consumers::close);

        feed.start().await();
        waiting.close().await();
        feedback.measure();
        feedback.review();
        config.watch(vertx, journal, source.clock(), brokers::configured);
        steps.did("configuration watch", config::close);
        PluginWatch watch = new PluginWatch(
                vertx,
                foundation.plugins(),
                provided -> inUse(provided, brokers, initial.market().source(), consumers),
                source.clock(),
                alert -> brokers.active().desk().facts().record(List.of(alert)),
                consumers::startNew);
        steps.did("plugin watch", watch::close);
        steps.did("entries", () -> {
            brokers.active().desk().stopEntries();
            return Future.succeededFuture();
        });
        steps.did("hand-over", brokers::stop);
        return status.banner();
    }

    /** Reads what metrics show of the running parts anew; does nothing before the start. */
    Runnable refresh() {
        return refresh;
    }

    private static boolean inUse(Provided provided, Brokers brokers, String source, Consumers consumers) {
        String id = provided.id();
        return switch (provided.kind()) {
            case Provided.BROKER -> id.equals(brokers.active().provider().id());
            case Provided.MARKET_SOURCE -> id.equals(source);
            default -> consumers.runs(id);
        };
    }

    private static Future<String> rationale(PgJournal journal, String decisionId) {
        return journal.projections()
                .decision(decisionId)
                .map(found -> found.map(
                                chain -> chain.decision().decision().decision().rationale())
                        .orElse(""));
    }
}
