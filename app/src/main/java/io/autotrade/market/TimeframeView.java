package io.autotrade.market;

import io.autotrade.broker.Candle;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finished candles of one timeframe with the indicators computed from them.
 *
 * @param candles oldest first, finished ones only; may be empty
 * @param latest indicators at the last candle; null when there are too few candles for any
 * @param series the last values of the indicators, oldest first, for the prompt; empty lists when unknown
 */
public record TimeframeView(
        Duration timeframe, List<Candle> candles, @Nullable Indicators latest, IndicatorSeries series) {

    public TimeframeView {
        candles = List.copyOf(candles);
    }

    TimeframeView withCandles(int newest) {
        int from = Math.max(0, candles.size() - newest);
        return from == 0 ? this : new TimeframeView(timeframe, candles.subList(from, candles.size()), latest, series);
    }
}
