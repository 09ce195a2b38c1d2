package io.autotrade.broker;

import java.math.BigDecimal;

/** Value checks shared by the records of this package. */
final class Checks {

    private Checks() {}

    static void positive(String name, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(name + " must be greater than 0, was " + value.toPlainString());
        }
    }

    static void notNegative(String name, BigDecimal value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value.toPlainString());
        }
    }

    static void atLeastOne(String name, BigDecimal value) {
        if (value.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value.toPlainString());
        }
    }

    static void notBlank(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
