package io.autotrade.okx.sandbox;

import java.time.Instant;

/**
 * Which moment of a recording it is. The venue's own clock stays the real one, as signatures and connections need it;
 * the markets run so many times faster. A candle of a minute is therefore made of so many recorded minutes.
 */
final class Replay {

    private final long began;
    private final long from;
    private final int speed;
    private long until = Long.MAX_VALUE;

    /**
     * @param began venue time, in milliseconds, at which the recording is at {@code from}
     * @param speed recorded seconds per second, at least 1
     */
    Replay(long began, Instant from, int speed) {
        this.began = began;
        this.from = from.toEpochMilli();
        this.speed = speed;
    }

    /** Moment of the recording at a time of the venue, both in milliseconds. */
    long recorded(long millis) {
        return Math.min(until, from + (millis - began) * speed);
    }

    /** Time of the venue at which a moment of the recording was or will be. */
    long venue(long recorded) {
        return began + Math.ceilDiv(recorded - from, speed);
    }

    /** From now on the markets stand still. */
    void stop(long now) {
        until = recorded(now);
    }
}
