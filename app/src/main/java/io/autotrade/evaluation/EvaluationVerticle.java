package io.autotrade.evaluation;

import io.autotrade.advisor.Advisor;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.SchedulerChanged;
import io.autotrade.config.AppConfig;
import io.autotrade.execution.TradingDesk;
import io.autotrade.journal.Journal;
import io.autotrade.market.MarketFeedService;
import io.autotrade.risk.RiskGate;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires schedule, cycle, reconciliation and protection together; deploy on a virtual-thread context. Must be deployed
 * before the market feed starts, so that the first step of market time finds it listening.
 */
public final class EvaluationVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationVerticle.class);
    private static final Duration LIVE_TICK = Duration.ofMillis(250);
    /** How often it is asked whether the database takes writes. */
    private static final Duration STORE_WATCH = Duration.ofMillis(250);
    /** How often a real venue is asked for orders, positions and protection between cycles. */
    private static final Duration LIVE_RECONCILE = Duration.ofSeconds(15);

    /** What the verticle works with. */
    public record Parts(
            Supplier<AppConfig> config,
            Journal journal,
            TradingDesk desk,
            MarketSource source,
            MarketFeedService feed,
            RiskGate gate,
            Supplier<Advisor> advisor,
            Feedback feedback,
            LiveTrading live,
            InstantSource wallClock,
            Tracer tracer) {

        /** Whether time comes from the market source. */
        boolean driven() {
            return source.drivesClock();
        }

        /** Seconds of market time per second; a very large number when as fast as the service can. */
        double speed() {
            return source.speed().orElse(1e9);
        }

        /** Whether market time goes on. */
        boolean flowing() {
            return switch (feed.status().state()) {
                case UP, RESET -> true;
                case DOWN, FINISHED -> false;
            };
        }
    }

    private final Parts parts;
    private @Nullable Evaluation evaluation;
    private @Nullable Subscription market;
    private boolean storeAway;

    public EvaluationVerticle(Parts parts) {
        this.parts = parts;
    }

    /** The running evaluation; only after the verticle was deployed. */
    public Evaluation evaluation() {
        if (evaluation == null) {
            throw new IllegalStateException("the evaluation verticle is not deployed");
        }
        return evaluation;
    }

    @Override
    public Future<?> start() {
        SerialTasks deskTasks = new SerialTasks(context);
        SerialTasks cycleTasks = new SerialTasks(context);
        TradingDesk desk = parts.desk();
        StateKeeper states = new StateKeeper(parts.journal(), desk, parts.live(), parts.driven());
        AdviceContext advice = new AdviceContext(desk.books(), parts.feedback());
        CycleSpans spans = new CycleSpans(parts.tracer());
        EvaluationCycle cycle = new EvaluationCycle(
                parts.journal(),
                desk,
                parts.feed(),
                parts.gate(),
                states,
                advice,
                parts.feedback(),
                parts.live(),
                deskTasks,
                spans);
        Scheduler scheduler = new Scheduler(
                parts,
                trigger -> cycleTasks.submit(() -> spans.cycle(
                        trigger,
                        () -> cycle.run(
                                trigger, parts.config().get(), parts.advisor().get()))));
        evaluation = new Evaluation(parts, scheduler, states, deskTasks);
        market = parts.feed().hub().onEvent(event -> onMarket(event, scheduler, states, deskTasks));
        if (!parts.driven()) {
            vertx.setPeriodic(
                    LIVE_TICK.toMillis(), timer -> scheduler.clock(desk.clock().instant()));
            vertx.setPeriodic(LIVE_RECONCILE.toMillis(), timer -> deskTasks.submit(() -> lookAfter(states)));
        }
        vertx.setPeriodic(STORE_WATCH.toMillis(), timer -> watchStore(states, deskTasks));
        boolean paused = desk.books().schedule().paused();
        return parts.journal()
                .append(new SchedulerChanged(
                        "started", paused, "service", desk.clock().instant()));
    }

    private void watchStore(StateKeeper states, SerialTasks deskTasks) {
        boolean away = !parts.journal().healthy();
        if (away != storeAway) {
            storeAway = away;
            deskTasks
                    .submit(() -> states.storeChanged(
                            parts.feed(), parts.config().get().trading()))
                    .onFailure(e -> LOG.error("the trading state could not follow the database", e));
        }
    }

    private Future<Void> onMarket(MarketEvent event, Scheduler scheduler, StateKeeper states, SerialTasks deskTasks) {
        if (event instanceof MarketEvent.FeedChanged changed) {
            feedAlert(changed);
        }
        if (!(event instanceof MarketEvent.ClockAdvanced advanced) || !parts.driven()) {
            return Future.succeededFuture();
        }
        TradingDesk desk = parts.desk();
        return desk.facts()
                .settled()
                .compose(settled -> states.newDay(advanced.at())
                        ? deskTasks.submit(() -> states.markDay(parts.feed(), advanced.at()))
                        : Future.succeededFuture())
                .compose(marked -> desk.killSwitch().pending()
                        ? deskTasks.submit(() -> resumeStop(desk))
                        : Future.succeededFuture())
                .compose(stopped -> scheduler.clock(advanced.at()));
    }

    /** A stop that is not confirmed goes on even while no cycle is due. */
    private static boolean resumeStop(TradingDesk desk) {
        desk.killSwitch().resume();
        return true;
    }

    private void feedAlert(MarketEvent.FeedChanged changed) {
        switch (changed.state()) {
            case UP, RESET -> {
                // trading goes on; a stale price would have told by itself
            }
            case DOWN -> alert(AlertRaised.Severity.WARNING, AlertCode.FEED_DOWN, "the market feed is down: ", changed);
            case FINISHED -> alert(AlertRaised.Severity.INFO, AlertCode.FEED_FINISHED, "", changed);
        }
    }

    private void alert(AlertRaised.Severity severity, AlertCode code, String text, MarketEvent.FeedChanged changed) {
        parts.desk().facts().record(List.of(code.raised(severity, text + changed.detail(), null, changed.at())));
    }

    /** Between cycles, on a real venue: what the venue has not pushed is asked for, and stops are looked after. */
    private Object lookAfter(StateKeeper states) {
        TradingDesk desk = parts.desk();
        desk.killSwitch().resume();
        var report = desk.reconciler().run();
        states.marginChecked(desk.killSwitch().lookAfterMargin());
        states.unwind(states.update(parts.feed(), report, parts.config().get().trading())
                .stage());
        if (states.newDay(desk.clock().instant())) {
            states.markDay(parts.feed(), desk.clock().instant());
        }
        int naked = desk.guard().check();
        states.protectionChecked(naked);
        return naked;
    }

    @Override
    public Future<?> stop() {
        if (market != null) {
            market.cancel();
        }
        Evaluation running = evaluation;
        if (running == null) {
            return Future.succeededFuture();
        }
        return running.scheduler()
                .stop()
                .compose(stopped -> parts.desk().facts().known())
                .onFailure(e -> LOG.warn("the last facts could not be journalled before the stop: {}", e.getMessage()));
    }
}
