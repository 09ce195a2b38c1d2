package io.autotrade.evaluation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/**
 * Runs tasks one at a time, in order, on a virtual-thread context. A task may await; the next one still waits for its
 * end, which the context alone would not guarantee.
 */
final class SerialTasks {

    private final Context context;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private boolean running;

    SerialTasks(Context context) {
        this.context = context;
    }

    /**
     * Runs the task after those submitted before it. Safe from any thread; not to be awaited from within another task.
     */
    <T> Future<T> submit(Callable<T> task) {
        Promise<T> promise = Promise.promise();
        // What it does belongs to the trace of whoever wants it done.
        Callable<T> traced = io.opentelemetry.context.Context.current().wrap(task);
        synchronized (this) {
            queue.addLast(() -> run(traced, promise));
            if (running) {
                return promise.future();
            }
            running = true;
        }
        context.runOnContext(start -> runNext());
        return promise.future();
    }

    private void runNext() {
        Runnable next;
        synchronized (this) {
            next = queue.pollFirst();
            if (next == null) {
                running = false;
                return;
            }
        }
        next.run();
        context.runOnContext(again -> runNext());
    }

    private static <T> void run(Callable<T> task, Promise<T> promise) {
        T result;
        try {
            result = task.call();
        } catch (Throwable e) { // whatever it is belongs to the caller, and the next task must run
            promise.fail(e);
            return;
        }
        promise.complete(result);
    }
}
