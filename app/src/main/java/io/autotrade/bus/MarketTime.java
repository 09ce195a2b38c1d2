package io.autotrade.bus;

import java.time.Duration;
import java.time.Instant;

/**
 * Times of a market that drives the clock. It may be set back: by up to a bar after a crash, because the market goes on
 * where it had last written, and by any time when another recording is played on the same books.
 */
public final class MarketTime {

    private static final Duration REPEATED = Duration.ofHours(1);

    private MarketTime() {}

    /**
     * Whether a time that was once reached lies too far ahead of now to be reached again soon: it is of another market,
     * and nothing waits for it.
     */
    public static boolean isOfAnotherMarket(Instant time, Instant now) {
        return time.isAfter(now.plus(REPEATED));
    }
}
