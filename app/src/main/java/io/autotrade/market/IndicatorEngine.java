package io.autotrade.market;

import io.autotrade.broker.Candle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.GainIndicator;
import org.ta4j.core.indicators.helpers.LossIndicator;
import org.ta4j.core.indicators.helpers.TRIndicator;
import org.ta4j.core.indicators.numeric.BinaryOperationIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/**
 * Indicators over a growing series of finished candles. Each new candle costs the same, however long the series has
 * been: the recursive averages go on from their last value, and candles beyond the limit are dropped without changing
 * any later value.
 *
 * <p>Definitions: EMA with multiplier {@code 2 / (n + 1)} from the first close; MACD 12/26 with a signal of 9; RSI and
 * ATR with Wilder's averages, RSI 100 when there were only gains, 0 when only losses, 50 when the price never moved;
 * Bollinger bands 20/2 with the population deviation; volatility as the sample deviation of the simple returns of the
 * last 30 candles. A value is null until as many candles are there as its name says. Not safe for concurrent use.
 */
final class IndicatorEngine {

    /** How many values the series for the prompt have. */
    static final int SERIES_LENGTH = 10;

    private static final int BOLLINGER_LENGTH = 20;
    private static final double BOLLINGER_WIDTH = 2;
    private static final int VOLUME_LENGTH = 20;
    private static final int VOLATILITY_LENGTH = 30;
    private static final int MACD_SLOW = 26;
    private static final int MACD_SIGNAL = 9;

    private final Duration timeframe;
    private final BarSeries series;
    private final Indicator<Num> ema20;
    private final Indicator<Num> ema50;
    private final Indicator<Num> macd;
    private final Indicator<Num> macdSignal;
    private final Rsi rsi7;
    private final Rsi rsi14;
    private final Indicator<Num> atr3;
    private final Indicator<Num> atr14;
    private final ArrayDeque<Row> rows = new ArrayDeque<>();

    /** @param maxCandles how many candles are kept, at least 51 */
    IndicatorEngine(Duration timeframe, int maxCandles) {
        if (maxCandles <= 50) {
            throw new IllegalArgumentException("at least 51 candles must be kept, not " + maxCandles);
        }
        this.timeframe = timeframe;
        this.series = new BaseBarSeriesBuilder()
                .withNumFactory(DoubleNumFactory.getInstance())
                .withMaxBarCount(maxCandles)
                .build();
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        this.ema20 = new Smoothing.Exponential(close, 20);
        this.ema50 = new Smoothing.Exponential(close, 50);
        this.macd = BinaryOperationIndicator.difference(
                new Smoothing.Exponential(close, 12), new Smoothing.Exponential(close, MACD_SLOW));
        this.macdSignal = new Smoothing.Exponential(macd, MACD_SIGNAL);
        this.rsi7 = new Rsi(close, 7);
        this.rsi14 = new Rsi(close, 14);
        TRIndicator trueRange = new TRIndicator(series);
        this.atr3 = new Smoothing.Wilder(trueRange, 0, 3);
        this.atr14 = new Smoothing.Wilder(trueRange, 0, 14);
    }

    /** Takes the next candle. */
    void add(Candle candle) {
        series.addBar(bar(candle));
        rows.addLast(row(candle));
        if (rows.size() > SERIES_LENGTH) {
            rows.removeFirst();
        }
    }

    /** Takes other values for the newest candle. */
    void replaceLast(Candle candle) {
        series.addBar(bar(candle), true);
        rows.removeLast();
        rows.addLast(row(candle));
    }

    /** Indicators at the newest candle; null before the first. */
    @Nullable
    Indicators latest() {
        return rows.isEmpty() ? null : rows.getLast().indicators;
    }

    /** The last {@value #SERIES_LENGTH} values; only as many as are known. */
    IndicatorSeries series() {
        return new IndicatorSeries(
                rows.stream().map(Row::close).toList(),
                known(Indicators::ema20),
                known(Indicators::macd),
                known(Indicators::macdHistogram),
                known(Indicators::rsi7),
                known(Indicators::rsi14));
    }

    private List<Double> known(Function<Indicators, @Nullable Double> value) {
        return rows.stream()
                .map(row -> value.apply(row.indicators))
                .filter(Objects::nonNull)
                .toList();
    }

    private Row row(Candle candle) {
        int last = series.getEndIndex();
        int count = last + 1;
        double ema = at(ema20, last);
        double macdNow = at(macd, last);
        double signal = at(macdSignal, last);
        // Read at every candle, also while they are not shown: see Smoothing.
        double slow = at(ema50, last);
        boolean macdKnown = count >= MACD_SLOW;
        boolean signalKnown = count >= MACD_SLOW + MACD_SIGNAL - 1;
        Bands bands = bands(last);
        double volume = series.getBar(last).getVolume().doubleValue();
        Double averageVolume = averageVolume(last);
        Indicators indicators = new Indicators(
                candle.closesAt(),
                count >= 20 ? ema : null,
                count >= 50 ? slow : null,
                count > 20 ? ema / at(ema20, last - 1) - 1 : null,
                macdKnown ? macdNow : null,
                signalKnown ? signal : null,
                signalKnown ? macdNow - signal : null,
                rsi7.at(last),
                rsi14.at(last),
                finite(at(atr3, last)),
                finite(at(atr14, last)),
                bands == null ? null : bands.upper,
                bands == null ? null : bands.middle,
                bands == null ? null : bands.lower,
                volume,
                averageVolume,
                averageVolume == null || averageVolume == 0 ? null : Double.valueOf(volume / averageVolume),
                volatility(last));
        return new Row(candle.close().doubleValue(), indicators);
    }

    private @Nullable Bands bands(int last) {
        int from = last - BOLLINGER_LENGTH + 1;
        if (from < 0) {
            return null;
        }
        double mean = 0;
        for (int i = from; i <= last; i++) {
            mean += close(i) / BOLLINGER_LENGTH;
        }
        double squares = 0;
        for (int i = from; i <= last; i++) {
            squares += (close(i) - mean) * (close(i) - mean);
        }
        double width = BOLLINGER_WIDTH * Math.sqrt(squares / BOLLINGER_LENGTH);
        return new Bands(mean + width, mean, mean - width);
    }

    private @Nullable Double averageVolume(int last) {
        int from = last - VOLUME_LENGTH + 1;
        if (from < 0) {
            return null;
        }
        double sum = 0;
        for (int i = from; i <= last; i++) {
            sum += series.getBar(i).getVolume().doubleValue();
        }
        return sum / VOLUME_LENGTH;
    }

    private @Nullable Double volatility(int last) {
        int count = Math.min(VOLATILITY_LENGTH, last);
        if (count < 2) {
            return null;
        }
        double mean = 0;
        for (int i = last - count + 1; i <= last; i++) {
            mean += simpleReturn(i) / count;
        }
        double squares = 0;
        for (int i = last - count + 1; i <= last; i++) {
            squares += (simpleReturn(i) - mean) * (simpleReturn(i) - mean);
        }
        return Math.sqrt(squares / (count - 1));
    }

    private double simpleReturn(int index) {
        return close(index) / close(index - 1) - 1;
    }

    private double close(int index) {
        return series.getBar(index).getClosePrice().doubleValue();
    }

    private static double at(Indicator<Num> indicator, int index) {
        return indicator.getValue(index).doubleValue();
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private BaseBar bar(Candle candle) {
        return new BaseBar(
                timeframe,
                candle.opensAt(),
                candle.closesAt(),
                DoubleNum.valueOf(candle.open()),
                DoubleNum.valueOf(candle.high()),
                DoubleNum.valueOf(candle.low()),
                DoubleNum.valueOf(candle.close()),
                DoubleNum.valueOf(candle.volume()),
                DoubleNum.ZERO,
                0);
    }

    private record Row(double close, Indicators indicators) {}

    private record Bands(double upper, double middle, double lower) {}

    /** Relative strength index from Wilder's averages of gains and losses. */
    private static final class Rsi {

        private final Indicator<Num> gain;
        private final Indicator<Num> loss;

        Rsi(Indicator<Num> close, int length) {
            this.gain = new Smoothing.Wilder(new GainIndicator(close), 1, length);
            this.loss = new Smoothing.Wilder(new LossIndicator(close), 1, length);
        }

        @Nullable
        Double at(int index) {
            double up = IndicatorEngine.at(gain, index);
            double down = IndicatorEngine.at(loss, index);
            if (Double.isNaN(up) || Double.isNaN(down)) {
                return null;
            }
            return up + down == 0 ? 50.0 : 100 * up / (up + down);
        }
    }
}
