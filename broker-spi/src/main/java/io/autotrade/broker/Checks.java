package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Value checks shared by the records of this package. */
final class Checks {

    /** More digits than any market has; far fewer than would exhaust the memory when a number is written out. */
    private static final int MOST_DIGITS = 18;

    private static final int MOST_DECIMALS = 60;

    private Checks() {}

    private static final int MOST_ID_CHARACTERS = 200;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** For what the types say is never null, because a plugin may be compiled without looking at them. */
    static void present(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }

    /** As {@link #present}, for numbers: none has more than 18 digits before the point or 60 behind it. */
    static void plausible(String name, @Nullable BigDecimal value) {
        present(name, value);
        plausibleOrNull(name, value);
    }

    static void plausibleOrNull(String name, @Nullable BigDecimal value) {
        if (value == null) {
            return;
        }
        long digits = (long) value.precision() - value.scale();
        if (digits > MOST_DIGITS || value.scale() > MOST_DECIMALS) {
            throw new IllegalArgumentException(name + " is no plausible number: " + digits
                    + " digits before the point and " + value.scale() + " behind it");
        }
    }

    /** A time between 1970 and 2200. */
    static void time(String name, @Nullable Instant value) {
        present(name, value);
        if (value != null && (value.isBefore(Instant.EPOCH) || value.isAfter(LATEST))) {
            throw new IllegalArgumentException(name + " must be between 1970 and 2200, was " + value);
        }
    }

    /** The name of something: not blank, at most 200 characters, none of them the character 0. */
    static void id(String name, String value) {
        notBlank(name, value);
        idOrNull(name, value);
    }

    static void idOrNull(String name, @Nullable String value) {
        if (value != null && (value.length() > MOST_ID_CHARACTERS || value.indexOf(0) >= 0)) {
            throw new IllegalArgumentException(
                    name + " must have at most " + MOST_ID_CHARACTERS + " characters, none of them the character 0");
        }
    }

    static void positive(String name, BigDecimal value) {
        plausible(name, value);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(name + " must be greater than 0, was " + value.toPlainString());
        }
    }

    static void notNegative(String name, BigDecimal value) {
        plausible(name, value);
        if (value.signum() < 0) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value.toPlainString());
        }
    }

    static void atLeastOne(String name, BigDecimal value) {
        plausible(name, value);
        if (value.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value.toPlainString());
        }
    }

    static void notBlank(String name, String value) {
        present(name, value);
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
