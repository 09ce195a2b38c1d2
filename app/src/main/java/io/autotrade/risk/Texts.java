package io.autotrade.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. Texts are for reading; rules compare the exact values. */
final class Texts {

    static final String NONE = "none";

    private Texts() {}

    /** All digits, without trailing zeros. */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    static String plainOrNone(@Nullable BigDecimal value) {
        return value == null ? NONE : plain(value);
    }

    /** Up to four decimals, cut, so that a value just inside a limit never reads as the limit. */
    static String brief(BigDecimal value) {
        return plain(value.setScale(Math.min(4, Math.max(0, value.scale())), RoundingMode.DOWN));
    }

    static String money(BigDecimal value, String currency) {
        return value.setScale(2, RoundingMode.HALF_UP).toPlainString() + ' ' + currency;
    }

    static String percent(BigDecimal value) {
        return brief(value) + '%';
    }

    /** {@code 90 s}, {@code 15 min}, {@code 1.5 h}. */
    static String duration(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3);
        if (seconds.abs().compareTo(BigDecimal.valueOf(120)) < 0) {
            return brief(seconds) + " s";
        }
        if (seconds.abs().compareTo(BigDecimal.valueOf(7200)) < 0) {
            return brief(seconds.divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP)) + " min";
        }
        return brief(seconds.divide(BigDecimal.valueOf(3600), 1, RoundingMode.HALF_UP)) + " h";
    }
}
