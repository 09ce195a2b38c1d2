package io.autotrade.simulated.market;

import io.autotrade.simulated.driven.Bars;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** The minutes of an asset as bars, drawn when asked for. Not thread-safe. */
final class MinuteBars implements Bars {

    private final Asset asset;
    private final long firstMinute;
    private final int count;
    private Asset.Minute minute;

    /**
     * Bars of all days that are kept.
     *
     * @param days numbers of the first and, exclusive, the last day
     */
    MinuteBars(Asset asset, long firstDay, long endDay) {
        this.asset = asset;
        firstMinute = firstDay * Day.MINUTES;
        count = Math.toIntExact((endDay - firstDay) * Day.MINUTES);
        minute = asset.minute(firstMinute);
    }

    @Override
    public Duration size() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Instant first() {
        return Instant.ofEpochSecond(firstMinute * 60);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long open(int index) {
        return at(index).prices()[0];
    }

    @Override
    public long high(int index) {
        long high = Long.MIN_VALUE;
        for (long price : at(index).prices()) {
            high = Math.max(high, price);
        }
        return high;
    }

    @Override
    public long low(int index) {
        long low = Long.MAX_VALUE;
        for (long price : at(index).prices()) {
            low = Math.min(low, price);
        }
        return low;
    }

    @Override
    public long close(int index) {
        long[] prices = at(index).prices();
        return prices[prices.length - 1];
    }

    @Override
    public long volume(int index) {
        long volume = 0;
        for (long lots : at(index).lots()) {
            volume += lots;
        }
        return volume;
    }

    @Override
    public BigDecimal price(long steps) {
        return asset.price(steps);
    }

    @Override
    public BigDecimal quantity(long steps) {
        return asset.quantity(steps);
    }

    private Asset.Minute at(int index) {
        long number = firstMinute + index;
        if (minute.number() != number) {
            minute = asset.minute(number);
        }
        return minute;
    }
}
