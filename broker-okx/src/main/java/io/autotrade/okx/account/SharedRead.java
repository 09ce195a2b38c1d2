package io.autotrade.okx.account;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A read that many may want at once: one is under way, all who ask meanwhile share the one after it. So everybody gets
 * an answer that was asked for after they asked, with few requests. To be used on the loop.
 */
final class SharedRead<T> {

    private final Supplier<Future<T>> read;
    private @Nullable Future<T> running;
    private @Nullable Future<T> next;

    SharedRead(Supplier<Future<T>> read) {
        this.read = read;
    }

    Future<T> fresh() {
        Future<T> waiting = next;
        if (waiting != null) {
            return waiting;
        }
        Future<T> before = running;
        if (before == null) {
            return begin();
        }
        Future<T> after = before.transform(done -> begin());
        next = after;
        return after;
    }

    @SuppressWarnings("ReferenceEquality") // this very read, not one like it
    private Future<T> begin() {
        next = null;
        Future<T> started = read.get();
        running = started;
        started.onComplete(done -> {
            if (running == started) {
                running = null;
            }
        });
        return started;
    }
}
