package io.autotrade.simulated.replay;

import java.math.BigDecimal;
import java.util.Arrays;

/** A growing column of decimal numbers in a compact form: a long and a scale each. */
final class Numbers {

    private static final int MOST_DIGITS = 18;

    private long[] unscaled = new long[1_024];
    private byte[] scales = new byte[1_024];
    private int count;
    private int finest;

    /** Whether a number can be held. */
    static boolean fits(BigDecimal number) {
        BigDecimal plain = plain(number);
        return plain.precision() <= MOST_DIGITS && plain.scale() <= MOST_DIGITS;
    }

    /** Adds a number that fits. */
    void add(BigDecimal number) {
        if (count == unscaled.length) {
            unscaled = Arrays.copyOf(unscaled, count * 2);
            scales = Arrays.copyOf(scales, count * 2);
        }
        BigDecimal plain = plain(number);
        unscaled[count] = plain.unscaledValue().longValueExact();
        scales[count] = (byte) plain.scale();
        finest = Math.max(finest, plain.scale());
        count++;
    }

    int count() {
        return count;
    }

    /** Decimals of the finest number, at least zero. */
    int finest() {
        return finest;
    }

    /**
     * All numbers as multiples of {@code 10^-scale}.
     *
     * @param scale at least {@link #finest()}
     * @throws ArithmeticException if one of them, or the sum of all, needs more than 63 bits
     */
    long[] steps(int scale) {
        long[] steps = new long[count];
        long sum = 0;
        for (int i = 0; i < count; i++) {
            steps[i] = BigDecimal.valueOf(unscaled[i], scales[i])
                    .setScale(scale)
                    .unscaledValue()
                    .longValueExact();
            sum = Math.addExact(sum, steps[i]);
        }
        return steps;
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
