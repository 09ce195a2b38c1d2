package io.autotrade.simulated.driven;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketListener;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Delivers the moments of a {@link Timeline} to a listener, at a speed.
 *
 * <p>Events go one at a time: the next waits for the future of the one before, so a slow service slows the market down
 * and loses nothing. Time that was lost this way is not made up for. Runs on one context, never blocks it, and gives
 * way to other work after every {@value #BATCH} events. A listener that fails is logged and does not stop the market.
 */
public final class Pump {

    private static final int BATCH = 64;
    private static final long MAX_LAG_NANOS = 250_000_000L;
    private static final long STOP_SECONDS = 5;

    private final Vertx vertx;
    private final Speed speed;
    private final MarketClock clock;
    private final @Nullable InstantSource limit;
    private final Timeline timeline;
    private final Logger logger;

    private volatile @Nullable Context context;
    private volatile boolean stopping;
    private final Promise<Void> idle = Promise.promise();

    // Confined to the context.
    private @Nullable MarketListener listener;
    private Iterator<MarketEvent> events = List.<MarketEvent>of().iterator();
    private @Nullable Instant begun;
    private @Nullable Instant told;
    private @Nullable Moment waiting;
    private long timer = -1;
    private boolean delivering;
    private boolean paced;
    private boolean ended;
    private Instant paceTime = Instant.EPOCH;
    private long paceNanos;

    /**
     * A pump that does nothing until {@link #start}.
     *
     * @param limit market time never runs ahead of this clock; null for no limit
     */
    public Pump(
            Vertx vertx,
            Speed speed,
            MarketClock clock,
            @Nullable InstantSource limit,
            Timeline timeline,
            Logger logger) {
        this.vertx = vertx;
        this.speed = speed;
        this.clock = clock;
        this.limit = limit;
        this.timeline = timeline;
        this.logger = logger;
    }

    /** Begins delivery; called once. */
    public void start(MarketListener to) {
        Context own = vertx.getOrCreateContext();
        context = own;
        own.runOnContext(ignored -> {
            listener = to;
            run();
        });
    }

    /**
     * Stops after the last event of the moment that is being delivered, waiting a bounded time for the listener.
     * Idempotent.
     */
    public Future<Void> stop() {
        Context own = context;
        if (stopping) {
            return idle.future();
        }
        stopping = true;
        if (own == null) {
            timeline.stopped(null).onComplete(idle);
            return idle.future();
        }
        own.runOnContext(ignored -> {
            vertx.cancelTimer(timer);
            if (!delivering) {
                end();
            }
        });
        // Not when the timer is cancelled: then the loop is gone too.
        vertx.timer(STOP_SECONDS, TimeUnit.SECONDS).onSuccess(ignored -> own.runOnContext(late -> end()));
        return idle.future();
    }

    private void run() {
        for (int budget = BATCH; budget > 0; budget--) {
            if (ended) {
                return;
            }
            if (!events.hasNext()) {
                told = begun;
                if (stopping) {
                    end();
                    return;
                }
            }
            Future<?> step = events.hasNext() ? deliver(events.next()) : nextMoment();
            if (step == null) {
                return;
            }
            if (!step.isComplete()) {
                delivering = true;
                step.onComplete(done -> runLater(step));
                return;
            }
            note(step);
        }
        delivering = true;
        runLater(Future.succeededFuture());
    }

    private void runLater(Future<?> after) {
        Context own = context;
        if (own != null) {
            own.runOnContext(ignored -> {
                delivering = false;
                note(after);
                run();
            });
        }
    }

    private Future<Void> deliver(MarketEvent event) {
        MarketListener to = listener;
        if (to == null) {
            return Future.succeededFuture();
        }
        try {
            return to.onEvent(event);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Makes the next moment current; null when that has to wait for its time, or when there is none. */
    private @Nullable Future<Void> nextMoment() {
        Moment next = waiting == null ? timeline.next() : waiting;
        waiting = next;
        if (next == null) {
            return null;
        }
        long delay = delayMillis(next.at());
        if (delay > 0) {
            timer = vertx.setTimer(delay, ignored -> {
                Context own = context;
                if (own != null) {
                    own.runOnContext(due -> run());
                }
            });
            return null;
        }
        waiting = null;
        begun = next.at();
        clock.set(next.at());
        events = next.events().iterator();
        return timeline.begin(next);
    }

    private long delayMillis(Instant at) {
        long now = System.nanoTime();
        if (!paced) {
            paced = true;
            paceTime = clock.instant();
            paceNanos = now;
        }
        long due = paceNanos + speed.nanosFor(Duration.between(paceTime, at));
        long nanos = due - now;
        if (nanos < -MAX_LAG_NANOS) {
            paceTime = at;
            paceNanos = now;
        }
        long delay = nanos > 0 ? TimeUnit.NANOSECONDS.toMillis(nanos) : 0;
        long ahead = limit == null ? 0 : Duration.between(limit.instant(), at).toMillis();
        if (ahead > 0) {
            paceTime = at;
            paceNanos = now + TimeUnit.MILLISECONDS.toNanos(ahead);
        }
        return Math.max(delay, ahead);
    }

    private void note(Future<?> step) {
        if (step.failed()) {
            logger.error("a market event could not be handled", step.cause());
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            timeline.stopped(told).onComplete(idle);
        }
    }
}
