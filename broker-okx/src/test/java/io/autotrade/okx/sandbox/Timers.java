package io.autotrade.okx.sandbox;

import io.vertx.core.Vertx;
import java.time.Duration;

/** The time by which the sandbox waits. */
interface Timers {

    /** Carries out something after a while, once; the result cancels it. */
    Runnable after(Duration delay, Runnable work);

    /** Time as it passes. */
    static Timers of(Vertx vertx) {
        return (delay, work) -> {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> work.run());
            return () -> vertx.cancelTimer(timer);
        };
    }
}
