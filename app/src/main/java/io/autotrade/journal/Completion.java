package io.autotrade.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** A promise whose handlers run on the context of the caller that asked, not on that of the writer. */
final class Completion<T> {

    private final @Nullable Context caller = Vertx.currentContext();
    private final Promise<T> promise = Promise.promise();
    private final Promise<Void> known = Promise.promise();
    private volatile boolean remembered;
    private volatile boolean done;

    Future<T> future() {
        return promise.future();
    }

    /** Completes with {@link #future}, or before it, see {@link #remember}. */
    Future<Void> known() {
        return known.future();
    }

    /** Notes that it will be written as soon as the database is back. */
    void remember() {
        remembered = true;
        onCaller(known::tryComplete);
    }

    boolean remembered() {
        return remembered;
    }

    /** Whether it was completed or failed. */
    boolean done() {
        return done;
    }

    void complete(T value) {
        done = true;
        onCaller(() -> {
            promise.tryComplete(value);
            known.tryComplete();
        });
    }

    void fail(Throwable cause) {
        done = true;
        onCaller(() -> {
            promise.tryFail(cause);
            known.tryFail(cause);
        });
    }

    private void onCaller(Runnable action) {
        if (caller == null) {
            action.run();
        } else {
            caller.runOnContext(ignored -> action.run());
        }
    }
}
