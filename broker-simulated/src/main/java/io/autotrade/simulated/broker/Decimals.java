package io.autotrade.simulated.broker;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounding to steps, and numbers as people write them. */
final class Decimals {

    private Decimals() {}

    /** The same number without trailing zeros and without an exponent. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The nearest multiple of a step in the given direction. */
    static BigDecimal toStep(BigDecimal value, BigDecimal step, RoundingMode direction) {
        return plain(value.divide(step, 0, direction).multiply(step));
    }
}
