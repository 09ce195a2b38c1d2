package io.autotrade.simulated.broker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Runs asynchronous operations one after the other: the next one begins when the future of the one before has
 * completed. An idle lane runs an operation at once on the caller's thread. Safe from any thread; does not block and
 * does not recurse.
 */
final class Lane {

    private final Deque<Entry<?>> waiting = new ArrayDeque<>();
    private boolean busy;

    /** Runs an operation when its turn comes. An operation that throws gives a failed future. */
    <T> Future<T> run(Supplier<Future<T>> operation) {
        Entry<T> entry = new Entry<>(operation, Promise.promise());
        synchronized (waiting) {
            waiting.add(entry);
            if (busy) {
                return entry.promise.future();
            }
            busy = true;
        }
        drain();
        return entry.promise.future();
    }

    /** Number of operations that wait for their turn. */
    int length() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void drain() {
        while (true) {
            Entry<?> entry;
            synchronized (waiting) {
                entry = waiting.poll();
                if (entry == null) {
                    busy = false;
                    return;
                }
            }
            if (!entry.start(this::drain)) {
                return;
            }
        }
    }

    private record Entry<T>(Supplier<Future<T>> operation, Promise<T> promise) {

        /** Starts the operation; true when it is complete, false when {@code next} will be called on completion. */
        boolean start(Runnable next) {
            Future<T> outcome;
            try {
                outcome = operation.get();
            } catch (RuntimeException e) {
                outcome = Future.failedFuture(e);
            }
            if (outcome.isComplete()) {
                promise.handle(outcome);
                return true;
            }
            outcome.onComplete(result -> {
                promise.handle(result);
                next.run();
            });
            return false;
        }
    }
}
