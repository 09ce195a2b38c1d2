package io.autotrade.simulated.market;

import io.autotrade.broker.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The days that can be asked for: {@value #HISTORY} before today, and today. Extended by one thread, read by any.
 *
 * <p>A path is identified by its seed and its origin; it does not depend on when it is asked or was stopped.
 */
final class MarketPath {

    /** Days of history that are kept. */
    static final int HISTORY = 45;

    private static final long SECONDS_PER_DAY = 86_400;

    private final long seed;
    private final long origin;
    private final Map<Symbol, Profile> profiles;
    private volatile List<Day> days;

    /**
     * Makes the days from a checkpoint to {@code today}.
     *
     * @param origin number of the first day of the market
     * @param checkpointDay number of the day that begins with the checkpoint, not after {@code today}
     */
    MarketPath(
            long seed,
            long origin,
            Map<Symbol, Profile> profiles,
            long checkpointDay,
            Day.Snapshot checkpoint,
            long today) {
        this.seed = seed;
        this.origin = origin;
        this.profiles = profiles;
        days = List.of(make(checkpointDay, checkpoint));
        while (last().number() < today) {
            extend();
        }
    }

    static long dayOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY);
    }

    static Instant startOf(long day) {
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY);
    }

    /** The day a time is in, made if it is the one after the last. Called by one thread only. */
    Day reach(Instant time) {
        long number = dayOf(time);
        while (last().number() < number) {
            extend();
        }
        return day(number);
    }

    /** All days, oldest first, without gaps. */
    List<Day> days() {
        return days;
    }

    /** A day that has been made. */
    Day day(long number) {
        List<Day> known = days;
        return known.get((int) (number - known.getFirst().number()));
    }

    private Day last() {
        return days.getLast();
    }

    private void extend() {
        List<Day> known = days;
        Day last = known.getLast();
        List<Day> longer = new ArrayList<>(known.subList(Math.max(0, known.size() - HISTORY), known.size()));
        longer.add(make(last.number() + 1, last.end()));
        days = List.copyOf(longer);
    }

    private Day make(long number, Day.Snapshot start) {
        return Day.make(number, (number - origin) * Day.MINUTES, start, profiles, seed);
    }
}
