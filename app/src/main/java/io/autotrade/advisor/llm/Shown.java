package io.autotrade.advisor.llm;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as a prompt shows them. What is missing reads {@code unknown}, never zero. */
final class Shown {

    static final String UNKNOWN = "unknown";

    private static final MathContext DIGITS = new MathContext(10, RoundingMode.HALF_UP);

    /** Beyond these a double holds rounding errors only. */
    private static final int MAX_DECIMALS = 16;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Shown() {}

    static String number(@Nullable BigDecimal value) {
        if (value == null) {
            return UNKNOWN;
        }
        return value.signum() == 0
                ? "0"
                : value.round(DIGITS).stripTrailingZeros().toPlainString();
    }

    static String money(@Nullable BigDecimal value) {
        return value == null ? UNKNOWN : value.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** A statistic to six decimals, or to more where it takes them to show five digits: of a coin that costs little. */
    static String number(@Nullable Double value) {
        if (value == null || value.isNaN() || value.isInfinite()) {
            return UNKNOWN;
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int zerosAfterPoint = exact.scale() - exact.precision();
        return number(exact.setScale(Math.clamp(zerosAfterPoint + 5, 6, MAX_DECIMALS), RoundingMode.HALF_UP));
    }

    /** A statistic to four decimals. */
    static String ratio(@Nullable BigDecimal value) {
        return value == null ? UNKNOWN : number(value.setScale(4, RoundingMode.HALF_UP));
    }

    /** A fraction as percent, four decimals. */
    static String percent(@Nullable Double fraction) {
        return fraction == null || fraction.isNaN() || fraction.isInfinite()
                ? UNKNOWN
                : percent(BigDecimal.valueOf(fraction));
    }

    static String percent(@Nullable BigDecimal fraction) {
        return fraction == null ? UNKNOWN : number(fraction.multiply(HUNDRED).setScale(4, RoundingMode.HALF_UP)) + " %";
    }

    /** {@code part} as percent of {@code whole}. */
    static String percentOf(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
        return part == null || whole == null || whole.signum() == 0
                ? UNKNOWN
                : percent(part.divide(whole, 10, RoundingMode.HALF_UP));
    }

    static String basisPoints(BigDecimal part, BigDecimal whole) {
        return number(part.multiply(BigDecimal.valueOf(10_000)).divide(whole, 2, RoundingMode.HALF_UP)) + " bps";
    }

    static String series(List<Double> values, int last) {
        if (values.isEmpty()) {
            return UNKNOWN;
        }
        return values.subList(Math.max(0, values.size() - last), values.size()).stream()
                .map(Shown::number)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static String age(@Nullable Instant from, Instant now) {
        return from == null ? UNKNOWN : age(Duration.between(from, now));
    }

    static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 300 ? seconds + " s" : seconds < 18_000 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    static String timeframe(Duration timeframe) {
        long minutes = timeframe.toMinutes();
        return minutes % 60 == 0 ? minutes / 60 + "h" : minutes > 0 ? minutes + "m" : timeframe.toSeconds() + "s";
    }

    static String data(String text, int max) {
        return "<data>" + PromptText.clean(text, max) + "</data>";
    }
}
