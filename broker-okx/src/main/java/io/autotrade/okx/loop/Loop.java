package io.autotrade.okx.loop;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The event loop on which an adapter lives. Calls come from any thread, are carried out here, and their futures
 * complete on the caller's own context.
 */
public final class Loop {

    private final @Nullable VertxInternal vertx;
    private final Executor place;
    private final Timing timing;

    public Loop(Vertx vertx) {
        this(vertx, Timing.real(vertx));
    }

    /** With a time of its own, for tests. */
    public Loop(Vertx vertx, Timing timing) {
        this.vertx = (VertxInternal) vertx;
        this.timing = timing;
        // A context of its own: that of the caller may be a virtual thread, on which handlers interleave at every
        // await.
        Context context = this.vertx.createEventLoopContext();
        place = work -> context.runOnContext(ignored -> work.run());
    }

    /** At a place of its own that does one thing at a time, for tests; futures complete there too. */
    public Loop(Timing timing, Executor place) {
        this.timing = timing;
        this.place = place;
        vertx = null;
    }

    /** Carries out a call here; what it throws fails the future. */
    public <T extends @Nullable Object> Future<T> call(Supplier<Future<T>> work) {
        Promise<T> promise =
                vertx == null ? Promise.promise() : vertx.getOrCreateContext().promise();
        place.execute(() -> {
            Future<T> result;
            try {
                result = work.get();
            } catch (RuntimeException e) {
                result = Future.failedFuture(e);
            }
            result.onComplete(promise);
        });
        return promise.future();
    }

    /** Carries out something here, later. */
    public void run(Runnable work) {
        place.execute(work);
    }

    /** Monotonic nanoseconds of the time by which this loop waits. */
    public long nanoTime() {
        return timing.nanoTime();
    }

    /** Carries out something here after a while, once; the result cancels it. To be called on this loop. */
    public Runnable after(Duration delay, Runnable work) {
        return timing.after(delay, work);
    }

    /** Carries out something here again and again; the result ends it. To be called on this loop. */
    public Runnable every(Duration period, Runnable work) {
        return timing.every(period, work);
    }

    /** Completes here after a while. To be called on this loop. */
    public Future<Void> pause(Duration delay) {
        return timing.pause(delay);
    }

    /**
     * The result of something, or a failure when that takes longer; what is under way goes on. To be called on this
     * loop.
     */
    public <T extends @Nullable Object> Future<T> within(Duration longest, Future<T> work) {
        Promise<T> answer = Promise.promise();
        Runnable cancel = after(
                longest, () -> answer.tryFail(new TimeoutException("no answer within " + longest.toMillis() + " ms")));
        work.onComplete(done -> {
            cancel.run();
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future();
    }

    /** Spreads retries. */
    public RandomGenerator random() {
        return timing.random();
    }
}
