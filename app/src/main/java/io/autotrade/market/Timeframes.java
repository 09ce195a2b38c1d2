package io.autotrade.market;

import io.autotrade.broker.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of candles: their text ({@code 15m}, {@code 1h}, {@code 1d}) and the grid of candle starts they make. */
public final class Timeframes {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})([smhd])");

    private Timeframes() {}

    /**
     * Reads {@code 30s}, {@code 15m}, {@code 4h} or {@code 1d}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "timeframe '" + text + "' must be a whole number followed by s, m, h or d, such as 15m or 1h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).charAt(0)) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** The shortest text that {@link #parse} reads back; whole seconds only. */
    public static String text(Duration timeframe) {
        long seconds = timeframe.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** Start of the candle that contains this time. Candles are counted from 1970-01-01T00:00Z. */
    public static Instant opensAt(Instant time, Duration timeframe) {
        long step = timeframe.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step) * step);
    }

    /** Whether whole candles of one length fill each candle of the other, longer one. */
    static boolean divides(Duration shorter, Duration longer) {
        return shorter.compareTo(longer) < 0 && longer.toMillis() % shorter.toMillis() == 0;
    }

    /** Whether the candle begins on the grid of its own length. */
    static boolean aligned(Candle candle) {
        return opensAt(candle.opensAt(), candle.timeframe()).equals(candle.opensAt());
    }
}
