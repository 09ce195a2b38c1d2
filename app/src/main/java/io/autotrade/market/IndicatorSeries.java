package io.autotrade.market;

import java.util.List;

/** Recent values of indicators, oldest first; a list is empty when there are too few candles. */
public record IndicatorSeries(
        List<Double> close,
        List<Double> ema20,
        List<Double> macd,
        List<Double> macdHistogram,
        List<Double> rsi7,
        List<Double> rsi14) {

    public static final IndicatorSeries EMPTY =
            new IndicatorSeries(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public IndicatorSeries {
        close = List.copyOf(close);
        ema20 = List.copyOf(ema20);
        macd = List.copyOf(macd);
        macdHistogram = List.copyOf(macdHistogram);
        rsi7 = List.copyOf(rsi7);
        rsi14 = List.copyOf(rsi14);
    }
}
