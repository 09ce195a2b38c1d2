package io.autotrade.advisor.baseline;

import io.autotrade.broker.PositionSide;
import io.autotrade.market.IndicatorSeries;
import io.autotrade.market.Indicators;
import io.autotrade.market.SymbolView;
import io.autotrade.market.TimeframeView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How strongly a market points in one direction.
 *
 * <p>Score: MACD histogram on the side of the trade and growing +0.35; price beyond an EMA20 that moves the same way
 * +0.30; RSI14 between 45 and 65 (for a short: 35 and 55) +0.20; long timeframe in the same direction +0.15; less 0.10
 * for each percent of volatility above 2. Volatility is ATR14 in percent of the price.
 *
 * @param score 0 to 1
 * @param volatilityPct percent of the price
 * @param reasons what was looked at, one phrase each, with its numbers
 */
record Signal(PositionSide side, double score, double volatilityPct, List<String> reasons) {

    private static final MathContext SIX_DIGITS = new MathContext(6);
    private static final double FREE_VOLATILITY_PCT = 2;
    private static final double PENALTY_PER_PCT = 0.10;

    Signal {
        reasons = List.copyOf(reasons);
    }

    /** Names what is not known of this market but is needed for a signal; empty when all is there. */
    static List<String> missing(SymbolView view) {
        List<String> missing = new ArrayList<>();
        Indicators near = view.shortTerm().latest();
        Indicators far = view.longTerm().latest();
        require(missing, "candles of the short timeframe", near);
        require(missing, "candles of the long timeframe", far);
        if (near != null) {
            require(missing, "EMA20", near.ema20());
            require(missing, "EMA20 slope", near.emaSlope20());
            require(missing, "RSI14", near.rsi14());
            require(missing, "ATR14", near.atr14());
            require(missing, "MACD histogram", near.macdHistogram());
            if (near.macdHistogram() != null
                    && view.shortTerm().series().macdHistogram().size() < 2) {
                missing.add("an earlier MACD histogram");
            }
        }
        if (far != null) {
            require(missing, "EMA20 of the long timeframe", far.ema20());
            require(missing, "EMA50 of the long timeframe", far.ema50());
        }
        return missing;
    }

    /** The signal for one direction; call only when nothing is {@link #missing}. */
    static Signal of(SymbolView view, PositionSide side) {
        Indicators near = known(view.shortTerm().latest());
        double price = view.ticker().last().doubleValue();
        int sign = side.sign();
        Scorer scorer = new Scorer();
        double histogram = known(near.macdHistogram());
        double before = previous(view.shortTerm().series());
        scorer.add(
                35,
                sign * histogram > 0 && sign * (histogram - before) > 0,
                "MACD histogram " + number(histogram) + " after " + number(before));
        double ema = known(near.ema20());
        double slope = known(near.emaSlope20());
        scorer.add(
                30,
                sign * (price - ema) > 0 && sign * slope > 0,
                "price " + number(price) + " against EMA20 " + number(ema) + (slope > 0 ? " rising" : " falling"));
        double rsi = known(near.rsi14());
        double low = side == PositionSide.LONG ? 45 : 35;
        scorer.add(20, rsi >= low && rsi <= low + 20, "RSI14 " + number(rsi));
        scorer.add(15, trend(view.longTerm()) == sign, "long timeframe " + trendName(view.longTerm()));
        double volatility = 100 * known(near.atr14()) / price;
        scorer.subtract(Math.max(0, volatility - FREE_VOLATILITY_PCT) * PENALTY_PER_PCT, volatility);
        return new Signal(side, scorer.score(), volatility, scorer.reasons);
    }

    /** {@code +1} when EMA20 is above EMA50 and the close above EMA20, {@code -1} for the opposite, else 0. */
    static int trend(TimeframeView view) {
        Indicators latest = view.latest();
        if (latest == null || latest.ema20() == null || latest.ema50() == null) {
            return 0;
        }
        double close = view.candles().getLast().close().doubleValue();
        if (close > latest.ema20() && latest.ema20() > latest.ema50()) {
            return 1;
        }
        return close < latest.ema20() && latest.ema20() < latest.ema50() ? -1 : 0;
    }

    static String trendName(TimeframeView view) {
        return switch (trend(view)) {
            case 1 -> "up";
            case -1 -> "down";
            default -> "without direction";
        };
    }

    /** Six significant digits, plain. */
    static String number(double value) {
        return value == 0 ? "0" : new BigDecimal(value, SIX_DIGITS).toPlainString();
    }

    /** Two decimals. */
    static String fixed(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static double previous(IndicatorSeries series) {
        List<Double> histogram = series.macdHistogram();
        return histogram.get(histogram.size() - 2);
    }

    private static void require(List<String> missing, String name, @Nullable Object value) {
        if (value == null) {
            missing.add(name);
        }
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("asked for a signal although data is missing");
        }
        return value;
    }

    /** Adds in whole hundredths, so that a score that just reaches a threshold does not miss it by rounding. */
    private static final class Scorer {

        private final List<String> reasons = new ArrayList<>();
        private int points;
        private double penalty;

        private void add(int worth, boolean holds, String what) {
            points += holds ? worth : 0;
            reasons.add(what + " (+" + fixed(holds ? worth / 100.0 : 0) + ')');
        }

        private void subtract(double amount, double volatility) {
            penalty += amount;
            reasons.add("volatility " + fixed(volatility) + "% (-" + fixed(amount) + ')');
        }

        private double score() {
            return Math.clamp(points / 100.0 - penalty, 0, 1);
        }
    }
}
