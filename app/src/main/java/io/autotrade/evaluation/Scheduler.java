package io.autotrade.evaluation;

import io.autotrade.bus.SchedulerChanged;
import io.autotrade.execution.Books;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a cycle runs and that never two run at once. Safe from any thread; cycles run through the given runner.
 *
 * <p>On a market that drives the clock, {@link #clock} is called with every step of market time and the market waits
 * for the returned future, so a cycle sees a market that stands still. On a live market a timer calls it.
 */
final class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    /** Runs one cycle to its end. */
    @FunctionalInterface
    interface Runner {
        Future<EvaluationCycle.Result> run(String trigger);
    }

    /**
     * What came of a trigger.
     *
     * @param result null when nothing ran
     * @param reason why nothing ran; empty otherwise
     */
    record Triggered(EvaluationCycle.@Nullable Result result, String reason) {}

    private record Request(String trigger, Promise<Triggered> promise) {}

    private final EvaluationVerticle.Parts parts;
    private final Books books;
    private final Runner runner;
    private final List<Request> requests = new ArrayList<>();
    private @Nullable Future<?> current;
    private boolean stopped;
    private @Nullable Promise<Void> held;
    private int skipped;
    private @Nullable Instant lastRunWall;

    Scheduler(EvaluationVerticle.Parts parts, Runner runner) {
        this.parts = parts;
        this.books = parts.desk().books();
        this.runner = runner;
        this.lastRunWall = books.schedule().lastStartedWall();
    }

    /** Time is now {@code now}; runs what is due. Completes when that has ended. */
    Future<Void> clock(Instant now) {
        String trigger;
        List<Request> asked;
        synchronized (this) {
            if (stopped) {
                return Future.succeededFuture();
            }
            if (held != null) {
                return parts.driven() ? held.future() : Future.succeededFuture();
            }
            if (current != null) {
                return parts.driven()
                        ? current.<Void>transform(done -> Future.succeededFuture())
                        : Future.succeededFuture();
            }
            asked = List.copyOf(requests);
            requests.clear();
            boolean due = Schedule.isDue(books.schedule(), interval(), now) && !waitsForStore();
            if (!due && asked.isEmpty()) {
                return Future.succeededFuture();
            }
            trigger = asked.isEmpty() ? "schedule" : asked.getFirst().trigger();
        }
        return start(trigger, asked);
    }

    /** A market that is driven waits itself; on a live one the cycle is due when the database is back. */
    private boolean waitsForStore() {
        return !parts.driven() && !parts.journal().healthy();
    }

    private Future<Void> start(String trigger, List<Request> asked) {
        Promise<Void> ended = Promise.promise();
        synchronized (this) {
            current = ended.future();
            lastRunWall = parts.wallClock().instant();
        }
        runner.run(trigger).onComplete(run -> {
            synchronized (this) {
                current = null;
            }
            if (run.failed()) {
                LOG.error("a cycle could not even begin: {}", run.cause().getMessage());
            }
            for (Request request : asked) {
                if (run.succeeded()) {
                    request.promise().complete(new Triggered(run.result(), ""));
                } else {
                    request.promise()
                            .complete(new Triggered(
                                    null,
                                    "the cycle could not begin: " + run.cause().getMessage()));
                }
            }
            ended.complete();
        });
        return ended.future();
    }

    /** Triggers of this process that ran nothing because the schedule is paused. */
    synchronized int skipped() {
        return skipped;
    }

    /** Runs a cycle out of turn, after the one that runs now; while paused nothing runs and the answer says so. */
    Future<Triggered> trigger(String trigger) {
        Promise<Triggered> promise = Promise.promise();
        Future<?> running;
        synchronized (this) {
            if (stopped) {
                return Future.succeededFuture(new Triggered(null, "the service is stopping"));
            }
            if (books.schedule().paused()) {
                skipped++;
                return Future.succeededFuture(new Triggered(null, "the schedule is paused"));
            }
            if (!parts.journal().healthy()) {
                skipped++;
                return Future.succeededFuture(new Triggered(
                        null, "the database takes no writes, so nothing is decided; exits and stops go on"));
            }
            requests.add(new Request(trigger, promise));
            running = current;
        }
        if (!parts.driven() || !parts.flowing()) {
            Future<?> turn = running == null ? Future.succeededFuture() : running;
            turn.onComplete(done -> clock(parts.feed().clock().instant()));
        }
        return promise.future();
    }

    Future<Void> pause(String by) {
        return change("paused", true, by);
    }

    Future<Void> resume(String by) {
        return change("resumed", false, by);
    }

    private Future<Void> change(String change, boolean paused, String by) {
        if (books.schedule().paused() == paused) {
            return Future.succeededFuture();
        }
        return parts.journal()
                .append(new SchedulerChanged(
                        change, paused, by, parts.feed().clock().instant()))
                .mapEmpty();
    }

    /**
     * Starts no cycle until {@link #release}; a market that drives the clock stands still so long. Triggers wait.
     *
     * @return completes when the current cycle has ended
     */
    synchronized Future<Void> hold() {
        if (held == null && !stopped) {
            held = Promise.promise();
        }
        return current == null ? Future.succeededFuture() : current.<Void>transform(done -> Future.succeededFuture());
    }

    /** Goes on after {@link #hold}. */
    void release() {
        Promise<Void> waiting;
        synchronized (this) {
            waiting = held;
            held = null;
        }
        if (waiting != null) {
            waiting.complete();
            clock(parts.feed().clock().instant());
        }
    }

    /** Starts nothing any more; completes when the current cycle has ended. */
    Future<Void> stop() {
        Future<?> running;
        synchronized (this) {
            stopped = true;
            requests.forEach(request -> request.promise().complete(new Triggered(null, "the service is stopping")));
            requests.clear();
            running = current;
            if (held != null) {
                held.complete();
                held = null;
            }
        }
        return running == null ? Future.succeededFuture() : running.transform(done -> Future.succeededFuture());
    }

    synchronized boolean running() {
        return current != null;
    }

    synchronized @Nullable Instant lastRunWall() {
        return lastRunWall;
    }

    /** When the next cycle begins, by the wall clock; null while paused. */
    @Nullable
    Instant nextRunWall() {
        Books.Schedule schedule = books.schedule();
        if (schedule.paused()) {
            return null;
        }
        Instant wall = parts.wallClock().instant();
        Instant now = parts.feed().clock().instant();
        Instant due = Schedule.nextDue(schedule, interval(), now);
        if (due == null) {
            return wall;
        }
        Duration left = Duration.between(now, due);
        if (left.isNegative()) {
            return wall;
        }
        return wall.plusMillis(Math.round(left.toMillis() / parts.speed()));
    }

    private Duration interval() {
        return parts.config().get().trading().evaluationInterval();
    }
}
