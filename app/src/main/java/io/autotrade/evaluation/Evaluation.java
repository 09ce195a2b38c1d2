package io.autotrade.evaluation;

import io.autotrade.execution.TradingDesk;
import io.autotrade.market.MarketFeedService;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The running evaluation, as controls see it. Safe from any thread. */
public final class Evaluation {

    private final EvaluationVerticle.Parts parts;
    private final Scheduler scheduler;
    private final StateKeeper states;
    private final SerialTasks deskTasks;

    Evaluation(EvaluationVerticle.Parts parts, Scheduler scheduler, StateKeeper states, SerialTasks deskTasks) {
        this.parts = parts;
        this.scheduler = scheduler;
        this.states = states;
        this.deskTasks = deskTasks;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    StateKeeper states() {
        return states;
    }

    EvaluationVerticle.Parts parts() {
        return parts;
    }

    TradingDesk desk() {
        return parts.desk();
    }

    MarketFeedService feed() {
        return parts.feed();
    }

    InstantSource wallClock() {
        return parts.wallClock();
    }

    /** Triggers of this process that ran nothing because the schedule is paused. */
    public int skippedTriggers() {
        return scheduler.skipped();
    }

    /** Starts no cycle until {@link #release}; completes when the current one has ended. */
    public Future<Void> hold() {
        return scheduler.hold();
    }

    /** Goes on after {@link #hold}. */
    public void release() {
        scheduler.release();
    }

    /** Tells that one broker hands over to another, or that it does not any more; the trading state follows. */
    public Future<?> handingOver(@Nullable String what) {
        states.handingOver(what);
        return onDesk(() -> states.update(
                feed(), desk().reconciler().run(), parts.config().get().trading()));
    }

    /** Runs an action of the desk in turn with all other orders. */
    public <T> Future<T> onDesk(Callable<T> action) {
        return deskTasks.submit(action);
    }
}
