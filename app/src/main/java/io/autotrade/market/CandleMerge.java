package io.autotrade.market;

import io.autotrade.broker.Candle;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Longer candles from shorter ones. */
public final class CandleMerge {

    private CandleMerge() {}

    /**
     * Merges candles of one symbol and one length into candles of a longer one. A longer candle is made only when all
     * of its parts are there: the ends and gaps of the input yield none.
     *
     * @param candles oldest first, without duplicates
     * @param timeframe a multiple of the length of the candles, or that length itself
     * @throws IllegalArgumentException if the longer candle is not a whole number of shorter ones
     */
    public static List<Candle> merge(List<Candle> candles, Duration timeframe) {
        if (candles.isEmpty()) {
            return List.of();
        }
        Duration part = candles.getFirst().timeframe();
        if (part.equals(timeframe)) {
            return List.copyOf(candles);
        }
        if (!Timeframes.divides(part, timeframe)) {
            throw new IllegalArgumentException("candles of " + Timeframes.text(part) + " do not fill candles of "
                    + Timeframes.text(timeframe) + ": use a length that divides it");
        }
        List<Candle> merged = new ArrayList<>();
        List<Candle> parts = new ArrayList<>();
        for (Candle candle : candles) {
            Instant opensAt = Timeframes.opensAt(candle.opensAt(), timeframe);
            if (!parts.isEmpty() && !continues(parts, candle, opensAt, timeframe)) {
                parts.clear();
            }
            if (!parts.isEmpty() || candle.opensAt().equals(opensAt)) {
                parts.add(candle);
            }
            if (!parts.isEmpty() && candle.closesAt().equals(opensAt.plus(timeframe))) {
                merged.add(whole(parts, timeframe));
                parts.clear();
            }
        }
        return List.copyOf(merged);
    }

    private static boolean continues(List<Candle> parts, Candle next, Instant opensAt, Duration timeframe) {
        return parts.getLast().closesAt().equals(next.opensAt())
                && Timeframes.opensAt(parts.getFirst().opensAt(), timeframe).equals(opensAt);
    }

    /** One candle from parts that fill it without a gap. */
    static Candle whole(List<Candle> parts, Duration timeframe) {
        Candle first = parts.getFirst();
        BigDecimal high = first.high();
        BigDecimal low = first.low();
        BigDecimal volume = BigDecimal.ZERO;
        for (Candle part : parts) {
            high = high.max(part.high());
            low = low.min(part.low());
            volume = volume.add(part.volume());
        }
        return new Candle(
                first.symbol(),
                timeframe,
                first.opensAt(),
                first.open(),
                high,
                low,
                parts.getLast().close(),
                volume);
    }
}
