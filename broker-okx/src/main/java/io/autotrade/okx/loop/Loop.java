package io.autotrade.okx.loop;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The event loop on which an adapter lives. Calls come from any thread, are carried out here, and their futures
 * complete on the caller's own context.
 */
public final class Loop {

    private final VertxInternal vertx;
    private final Context context;
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
        context = this.vertx.createEventLoopContext();
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Carries out a call here; what it throws fails the future. */
    public <T extends @Nullable Object> Future<T> call(Supplier<Future<T>> work) {
        Promise<T> promise = vertx.getOrCreateContext().promise();
        context.runOnContext(ignored -> {
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
        context.runOnContext(ignored -> work.run());
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
}
