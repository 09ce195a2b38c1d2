package io.autotrade.okx.loop;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what real sockets will do soon, and says what it waited for when they do not. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long POLL_NANOS = 2_000_000;

    private Eventually() {}

    public static void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "");
    }

    /** @param detail shown when it does not come true */
    public static void until(String what, BooleanSupplier condition, Supplier<Object> detail) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(
                        what + " did not come true within " + PATIENCE.toSeconds() + " s " + detail.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    public static <T> T of(Future<T> future) {
        try {
            return future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE.toSeconds() + " s", e);
        }
    }
}
