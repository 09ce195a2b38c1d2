package io.autotrade.bench.soak;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at the clock as often as all event loops of the service together, in a process that has nothing else to do.
 * What comes late here is late because of the machine.
 */
final class Idle implements AutoCloseable {

    private static final long PERIOD_MILLIS = 125;
    private static final long LATE_NANOS = 100_000_000;

    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().daemon().name("idle").start(this::look);

    private void look() {
        try {
            while (true) {
                long before = System.nanoTime();
                Thread.sleep(PERIOD_MILLIS);
                looks.incrementAndGet();
                if (System.nanoTime() - before - PERIOD_MILLIS * 1_000_000 > LATE_NANOS) {
                    late.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long looks() {
        return looks.get();
    }

    long late() {
        return late.get();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
