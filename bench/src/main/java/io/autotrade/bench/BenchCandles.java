package io.autotrade.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** Five-minute candles on waves: enough for a trend follower to enter, be stopped, and reach a target. */
public final class BenchCandles {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BAR = Duration.ofMinutes(5);

    private BenchCandles() {}

    /** CSV as the replay reads it. */
    public static String csv(int bars, double price) {
        StringBuilder csv = new StringBuilder("ts,open,high,low,close,volume\n");
        double before = price;
        for (int i = 0; i < bars; i++) {
            double close = price * (1 + Math.sin(i / 90.0) * 0.03 + Math.sin(i / 23.0) * 0.006);
            csv.append(FIRST.plus(BAR.multipliedBy(i)).toEpochMilli());
            for (double value :
                    new double[] {before, Math.max(before, close) * 1.0008, Math.min(before, close) * 0.9992, close}) {
                csv.append(',')
                        .append(BigDecimal.valueOf(value)
                                .setScale(1, RoundingMode.HALF_UP)
                                .toPlainString());
            }
            csv.append(',').append(10 + (i * 7) % 13).append('\n');
            before = close;
        }
        return csv.toString();
    }
}
