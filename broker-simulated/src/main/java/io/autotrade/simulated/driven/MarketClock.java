package io.autotrade.simulated.driven;

import java.time.Instant;
import java.time.InstantSource;

/** The time of a driven market: it stands still between moments. Set by the pump alone, read from any thread. */
public final class MarketClock implements InstantSource {

    private volatile Instant now;

    public MarketClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void set(Instant time) {
        now = time;
    }
}
