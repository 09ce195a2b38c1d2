package io.autotrade.market;

import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.CachedIndicator;
import org.ta4j.core.num.NaN;
import org.ta4j.core.num.Num;
import org.ta4j.core.num.NumFactory;

/**
 * The two recursive averages in the definitions used here. The library's own leave out the first values and seed
 * themselves with whatever value follows them, which differs from both definitions for hundreds of candles.
 *
 * <p>Every value must be read once while its candle is the newest: a value that was never read cannot be computed after
 * the candles it depends on have been dropped from the series.
 */
final class Smoothing {

    private Smoothing() {}

    /** Exponential average: multiplier {@code 2 / (span + 1)}, beginning with the first value. */
    static final class Exponential extends CachedIndicator<Num> {

        private final Indicator<Num> source;
        private final Num multiplier;

        Exponential(Indicator<Num> source, int span) {
            super(source);
            this.source = source;
            this.multiplier = source.getBarSeries().numFactory().numOf(2.0 / (span + 1));
        }

        @Override
        protected Num calculate(int index) {
            Num value = source.getValue(index);
            if (index == 0) {
                return value;
            }
            Num previous = getValue(index - 1);
            return previous.plus(value.minus(previous).multipliedBy(multiplier));
        }

        @Override
        public int getCountOfUnstableBars() {
            return 0;
        }
    }

    /**
     * Wilder's average (J. Welles Wilder, New Concepts in Technical Trading Systems, 1978): the mean of the first
     * {@code length} values, then {@code (previous x (length - 1) + value) / length}.
     */
    static final class Wilder extends CachedIndicator<Num> {

        private final Indicator<Num> source;
        private final int first;
        private final int length;

        /** @param first index of the first value that counts */
        Wilder(Indicator<Num> source, int first, int length) {
            super(source);
            this.source = source;
            this.first = first;
            this.length = length;
        }

        @Override
        protected Num calculate(int index) {
            int seededAt = first + length - 1;
            if (index < seededAt) {
                return NaN.NaN;
            }
            NumFactory numbers = getBarSeries().numFactory();
            Num sum = index == seededAt
                    ? seed(numbers.zero())
                    : getValue(index - 1)
                            .multipliedBy(numbers.numOf(length - 1))
                            .plus(source.getValue(index));
            return sum.dividedBy(numbers.numOf(length));
        }

        private Num seed(Num zero) {
            Num sum = zero;
            for (int i = first; i < first + length; i++) {
                sum = sum.plus(source.getValue(i));
            }
            return sum;
        }

        @Override
        public int getCountOfUnstableBars() {
            return first + length - 1;
        }
    }
}
