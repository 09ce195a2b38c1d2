package io.autotrade.evaluation;

import io.autotrade.bus.MarketTime;
import io.autotrade.execution.Books;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the next cycle is due. Pure; times are those of the service's clock.
 *
 * <p>The first cycle is due at once. After that: start of the last cycle plus the interval, doubled with every failure
 * in a row up to {@value #MAX_BACKOFF} intervals. Missed cycles are not caught up.
 */
final class Schedule {

    private static final int MAX_BACKOFF = 8;

    private Schedule() {}

    /** When the next cycle is due; null for the first one of a market, which is due at once. */
    static @Nullable Instant nextDue(Books.Schedule schedule, Duration interval, Instant now) {
        Instant last = schedule.lastStartedAt();
        if (last == null || MarketTime.isOfAnotherMarket(last, now)) {
            return null;
        }
        return last.plus(interval.multipliedBy(backoff(schedule.consecutiveFailures())));
    }

    static boolean isDue(Books.Schedule schedule, Duration interval, Instant now) {
        Instant due = nextDue(schedule, interval, now);
        return !schedule.paused() && (due == null || !now.isBefore(due));
    }

    static int backoff(int failures) {
        return failures >= 3 ? MAX_BACKOFF : 1 << failures;
    }
}
