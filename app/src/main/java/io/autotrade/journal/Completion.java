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

    Future<T> future() {
        return promise.future();
    }

    void complete(T value) {
        onCaller(() -> promise.tryComplete(value));
    }

    void fail(Throwable cause) {
        onCaller(() -> promise.tryFail(cause));
    }

    private void onCaller(Runnable action) {
        if (caller == null) {
            action.run();
        } else {
            caller.runOnContext(ignored -> action.run());
        }
    }
}
