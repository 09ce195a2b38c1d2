package io.autotrade.market;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Calls of a plugin. */
final class Reads {

    private Reads() {}

    /** The answer of the call; a failed future when the plugin throws instead. */
    static <T> Future<T> attempt(Supplier<Future<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
