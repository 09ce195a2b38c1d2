package io.autotrade.simulated.market;

/** Open, high, low and volume of the last 24 hours of an asset, kept minute by minute. Used by one thread. */
final class DayFigures {

    private final Asset asset;
    private final long[] opens = new long[Day.MINUTES];
    private final long[] highs = new long[Day.MINUTES];
    private final long[] lows = new long[Day.MINUTES];
    private final long[] volumes = new long[Day.MINUTES];
    private long next = Long.MIN_VALUE;
    private long open;
    private long high;
    private long low;
    private long volume;

    DayFigures(Asset asset) {
        this.asset = asset;
    }

    /** Brings the figures to the 24 hours before a minute. */
    void reach(long minute) {
        if (next == minute) {
            return;
        }
        for (long missing = Math.max(next, minute - Day.MINUTES); missing < minute; missing++) {
            add(missing);
        }
        next = minute;
        sum();
    }

    long open() {
        return open;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    long volume() {
        return volume;
    }

    private void add(long number) {
        Asset.Minute minute = asset.minute(number);
        int slot = (int) Math.floorMod(number, (long) Day.MINUTES);
        opens[slot] = minute.prices()[0];
        highs[slot] = minute.prices()[0];
        lows[slot] = minute.prices()[0];
        volumes[slot] = 0;
        for (int i = 0; i < minute.prices().length; i++) {
            highs[slot] = Math.max(highs[slot], minute.prices()[i]);
            lows[slot] = Math.min(lows[slot], minute.prices()[i]);
            volumes[slot] += minute.lots()[i];
        }
    }

    private void sum() {
        open = opens[(int) Math.floorMod(next, (long) Day.MINUTES)];
        high = 0;
        low = Long.MAX_VALUE;
        volume = 0;
        for (int i = 0; i < Day.MINUTES; i++) {
            high = Math.max(high, highs[i]);
            low = Math.min(low, lows[i]);
            volume += volumes[i];
        }
    }
}
