package io.autotrade;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a start has done, and how to undo it: the newest first. */
final class Steps {

    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    /** What is asked to stop is given this long even when the time is used up. */
    private static final Duration LEAST = Duration.ofMillis(200);

    private record Step(String name, Supplier<Future<?>> undo) {}

    private final Deque<Step> done = new ConcurrentLinkedDeque<>();

    /** Notes a step that was done. */
    void did(String name, Supplier<Future<?>> undo) {
        done.push(new Step(name, undo));
    }

    int count() {
        return done.size();
    }

    /**
     * Undoes the newest steps. One that fails or takes too long is reported and left behind.
     *
     * @param left how many of the oldest stay as they are
     * @param limit for all of them together
     */
    void undo(int left, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (done.size() > left) {
            Step step = done.pop();
            long nanos = Math.max(LEAST.toNanos(), end - System.nanoTime());
            try {
                step.undo().get().toCompletionStage().toCompletableFuture().get(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.warn("the stop was interrupted at: {}", step.name());
                return;
            } catch (TimeoutException e) {
                LOG.warn("{} did not stop in time and is left behind", step.name());
            } catch (ExecutionException e) {
                LOG.warn("{} did not stop cleanly: {}", step.name(), String.valueOf(e.getMessage()));
            }
        }
    }
}
