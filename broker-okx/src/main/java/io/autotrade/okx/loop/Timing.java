package io.autotrade.okx.loop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The time by which an adapter waits, and the chance by which it spreads its waits; to be used on its {@link Loop}. */
public interface Timing {

    /** Monotonic nanoseconds. */
    long nanoTime();

    /** Carries out something after a while, once; the result cancels it. */
    Runnable after(Duration delay, Runnable work);

    /** Carries out something again and again; the result ends it. */
    Runnable every(Duration period, Runnable work);

    /** Spreads retries, so that clients which failed together do not come back together. */
    default RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    /** Completes after a while. */
    default Future<Void> pause(Duration delay) {
        Promise<Void> over = Promise.promise();
        after(delay, over::complete);
        return over.future();
    }

    /** Time as it passes. */
    static Timing real(Vertx vertx) {
        return new Timing() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Runnable after(Duration delay, Runnable work) {
                long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> work.run());
                return () -> vertx.cancelTimer(timer);
            }

            @Override
            public Runnable every(Duration period, Runnable work) {
                long timer = vertx.setPeriodic(Math.max(1, period.toMillis()), fired -> work.run());
                return () -> vertx.cancelTimer(timer);
            }
        };
    }
}
