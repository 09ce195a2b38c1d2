package io.autotrade.okx.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Time that stands still until a test moves it. */
public final class ManualTime implements Timing {

    private final List<Task> tasks = new ArrayList<>();
    private @Nullable Loop loop;
    private volatile long now = 1_000_000_000L;

    private record Task(long due, Duration delay, Duration period, Runnable work) {}

    /** The loop whose time this is. */
    public void drives(Loop driven) {
        loop = driven;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        return add(new Task(now + delay.toNanos(), delay, Duration.ZERO, work));
    }

    @Override
    public Runnable every(Duration period, Runnable work) {
        Runnable[] cancel = new Runnable[1];
        Runnable again = () -> {
            cancel[0] = add(new Task(now + period.toNanos(), period, period, new Runnable() {
                @Override
                public void run() {
                    cancel[0] = add(new Task(now + period.toNanos(), period, period, this));
                    work.run();
                }
            }));
        };
        again.run();
        return () -> cancel[0].run();
    }

    private Runnable add(Task task) {
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets time pass: everything that becomes due happens in its order. Returns when it has happened. */
    public void pass(Duration time) {
        onLoop(() -> {
            long end = now + time.toNanos();
            while (true) {
                Task next = tasks.stream()
                        .filter(task -> task.due <= end)
                        .min(Comparator.comparingLong(Task::due))
                        .orElse(null);
                if (next == null) {
                    break;
                }
                tasks.remove(next);
                now = Math.max(now, next.due);
                next.work.run();
            }
            now = end;
        });
    }

    /** The delays of what waits to be done once, shortest first. */
    public List<Duration> waiting() {
        List<Duration> delays = new ArrayList<>();
        onLoop(() -> tasks.stream()
                .filter(task -> task.period.isZero())
                .map(Task::delay)
                .sorted()
                .forEach(delays::add));
        return delays;
    }

    private void onLoop(Runnable work) {
        Loop driven = java.util.Objects.requireNonNull(loop, "this time drives no loop");
        try {
            driven.<Void>call(() -> {
                        work.run();
                        return io.vertx.core.Future.succeededFuture();
                    })
                    .await(40, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the loop did not answer within 40 s", e);
        }
    }
}
