package io.autotrade.market;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Technical indicators at the end of one candle. Statistics, not money, hence doubles. Null where there are too few
 * candles; never zero in place of unknown.
 *
 * @param at close time of the candle
 * @param emaSlope20 change of EMA20 over the last candle as a fraction of its value
 * @param volumeRatio volume divided by its 20-candle mean
 * @param volatility sample standard deviation of simple returns over up to 30 candles, fraction
 */
public record Indicators(
        Instant at,
        @Nullable Double ema20,
        @Nullable Double ema50,
        @Nullable Double emaSlope20,
        @Nullable Double macd,
        @Nullable Double macdSignal,
        @Nullable Double macdHistogram,
        @Nullable Double rsi7,
        @Nullable Double rsi14,
        @Nullable Double atr3,
        @Nullable Double atr14,
        @Nullable Double bollingerUpper,
        @Nullable Double bollingerMiddle,
        @Nullable Double bollingerLower,
        double volume,
        @Nullable Double volumeAverage,
        @Nullable Double volumeRatio,
        @Nullable Double volatility) {}
