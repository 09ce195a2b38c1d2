package io.autotrade.okx.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time at OKX. A reading of the server is carried on by the monotonic clock, so a step of the local wall clock does
 * no harm. Safe from any thread.
 */
public final class ServerClock implements InstantSource {

    /** Beyond this a signature would not be made. */
    static final Duration WORST_ERROR = Duration.ofSeconds(1);

    /** Quartz clocks wander by far less than this share of the time passed. */
    private static final long DRIFT_PER_MILLION = 200;

    private final LongSupplier nanoTime;
    private volatile @Nullable Reading reading;

    private record Reading(Instant server, long nanos, long errorNanos) {}

    /** @param nanoTime monotonic nanoseconds */
    public ServerClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Monotonic nanoseconds, to be noted when asking for the server's time. */
    long nanos() {
        return nanoTime.getAsLong();
    }

    /** Takes over a reading of the server's time: it was made at some moment between the two nanosecond times. */
    void read(Instant server, long askedAt, long answeredAt) {
        long half = (answeredAt - askedAt) / 2;
        reading = new Reading(server, askedAt + half, half);
    }

    /** Whether the time is known to within a second. */
    public boolean isReliable() {
        Reading known = reading;
        return known != null && error(known).compareTo(WORST_ERROR) < 0;
    }

    /** Largest possible difference to the server's clock; an hour when it was never read. */
    public Duration error() {
        Reading known = reading;
        return known == null ? Duration.ofHours(1) : error(known);
    }

    private Duration error(Reading known) {
        long age = nanoTime.getAsLong() - known.nanos;
        return Duration.ofNanos(known.errorNanos + age / 1_000_000 * DRIFT_PER_MILLION);
    }

    /**
     * The time at OKX now.
     *
     * @throws IllegalStateException if it was never read
     */
    @Override
    public Instant instant() {
        Reading known = reading;
        if (known == null) {
            throw new IllegalStateException("the time at OKX is not known yet");
        }
        return known.server.plusNanos(nanoTime.getAsLong() - known.nanos);
    }

    /** How far this machine's wall clock is behind the server's; negative when ahead. */
    public Duration behind(InstantSource wall) {
        return Duration.between(wall.instant(), instant());
    }

    static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
