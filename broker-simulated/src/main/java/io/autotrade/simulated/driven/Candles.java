package io.autotrade.simulated.driven;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Builds candles from smaller bars. */
public final class Candles {

    private Candles() {}

    /** Whether candles of a timeframe can be built from bars of a size, and begin at the same times every day. */
    public static boolean divides(Duration bar, Duration timeframe) {
        return !timeframe.isNegative() && !timeframe.isZero() && timeframe.toMillis() % bar.toMillis() == 0;
    }

    /**
     * The newest finished candles, oldest first.
     *
     * @param end only candles that close at or before this time
     * @throws IllegalArgumentException if the timeframe is not a multiple of the bars
     */
    public static List<Candle> newest(Symbol symbol, Bars bars, Duration timeframe, Instant end, int limit) {
        if (!divides(bars.size(), timeframe)) {
            throw new IllegalArgumentException("candles of " + timeframe + " cannot be made of bars of " + bars.size());
        }
        if (limit <= 0) {
            throw new IllegalArgumentException("limit must be greater than 0, was " + limit);
        }
        long size = timeframe.toMillis();
        int perCandle = (int) (size / bars.size().toMillis());
        Instant last = bars.opensAt(bars.finishedAt(end));
        long close = Math.floorDiv(last.toEpochMilli(), size) * size;
        long earliest = Math.ceilDiv(bars.first().toEpochMilli(), size) * size;
        long available = Math.max(0, (close - earliest) / size);
        int count = (int) Math.min(limit, available);
        long open = close - count * size;
        int index = (int) ((open - bars.first().toEpochMilli()) / bars.size().toMillis());
        List<Candle> candles = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            candles.add(candle(symbol, bars, timeframe, index + i * perCandle, perCandle));
        }
        return candles;
    }

    private static Candle candle(Symbol symbol, Bars bars, Duration timeframe, int first, int count) {
        long open = bars.open(first);
        long high = bars.high(first);
        long low = bars.low(first);
        long volume = bars.volume(first);
        for (int i = first + 1; i < first + count; i++) {
            high = Math.max(high, bars.high(i));
            low = Math.min(low, bars.low(i));
            volume = Math.addExact(volume, bars.volume(i));
        }
        return new Candle(
                symbol,
                timeframe,
                bars.opensAt(first),
                bars.price(open),
                bars.price(high),
                bars.price(low),
                bars.price(bars.close(first + count - 1)),
                bars.quantity(volume));
    }
}
