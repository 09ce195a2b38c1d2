package io.autotrade.journal;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread. */
final class Waiting {

    private static final long SECONDS = 60;

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("did not happen within %d s", SECONDS);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
