package io.autotrade.broker.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. Safe from any thread. */
public final class TckClock implements InstantSource {

    private final AtomicReference<Instant> now;

    /** A clock that shows this time. */
    public TckClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves the clock forward and returns the new time. */
    public Instant advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time goes forward only, was " + duration);
        }
        return now.updateAndGet(time -> time.plus(duration));
    }
}
