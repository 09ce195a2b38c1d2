package io.autotrade.okx.loop;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Time that jumps from one thing that is due to the next. Everything happens on the thread that lets it pass, in an
 * order that the seed alone decides.
 */
public final class VirtualTime implements Timing {

    private static final int ENDLESS = 2_000_000;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private final Random random;
    private long now;
    private long order;
    private long steps;

    private static final class Task {

        private final long due;
        private final long order;
        private final Runnable work;
        private boolean cancelled;

        Task(long due, long order, Runnable work) {
            this.due = due;
            this.order = order;
            this.work = work;
        }

        long due() {
            return due;
        }

        long order() {
            return order;
        }
    }

    /** @param start nanoseconds at which it begins */
    public VirtualTime(long seed, long start) {
        random = new Random(seed);
        now = start;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        Task task = new Task(now + Math.max(0, delay.toNanos()), order++, work);
        tasks.add(task);
        return () -> task.cancelled = true;
    }

    @Override
    public Runnable every(Duration period, Runnable work) {
        boolean[] ended = new boolean[1];
        Runnable again = new Runnable() {
            @Override
            public void run() {
                if (!ended[0]) {
                    after(period, this);
                    work.run();
                }
            }
        };
        after(period, again);
        return () -> ended[0] = true;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** Does the next thing that is due; false when there is none. */
    private boolean step(long until) {
        while (true) {
            Task next = tasks.peek();
            if (next == null || next.due > until) {
                return false;
            }
            tasks.remove();
            if (!next.cancelled) {
                now = Math.max(now, next.due);
                if (++steps > ENDLESS) {
                    throw new AssertionError("more than " + ENDLESS + " things happened; this does not end");
                }
                next.work.run();
                return true;
            }
        }
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        passUntil(() -> false, end);
        now = end;
    }

    /** Lets time pass until something is the case, or the time is over. @return whether it is */
    public boolean passUntil(BooleanSupplier condition, Duration time) {
        return passUntil(condition, now + time.toNanos());
    }

    private boolean passUntil(BooleanSupplier condition, long end) {
        while (!condition.getAsBoolean()) {
            if (!step(end)) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Lets time pass until the future is complete, and gives its result or throws why there is none. */
    public <T> T await(Future<T> future) {
        if (!passUntil(future::isComplete, Duration.ofMinutes(10))) {
            throw new AssertionError("no answer within ten minutes");
        }
        if (future.failed()) {
            throw future.cause() instanceof RuntimeException known ? known : new IllegalStateException(future.cause());
        }
        return future.result();
    }

    /** How many things have happened. */
    public long steps() {
        return steps;
    }
}
