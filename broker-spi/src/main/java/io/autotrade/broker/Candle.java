package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Prices of one symbol over one interval {@code [opensAt, opensAt + timeframe)}.
 *
 * @param volume base asset, not negative
 */
public record Candle(
        Symbol symbol,
        Duration timeframe,
        Instant opensAt,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume) {

    public Candle {
        Checks.present("symbol", symbol);
        Checks.present("timeframe", timeframe);
        Checks.time("opensAt", opensAt);
        Checks.positive("open", open);
        Checks.positive("high", high);
        Checks.positive("low", low);
        Checks.positive("close", close);
        Checks.notNegative("volume", volume);
        if (timeframe.isNegative() || timeframe.isZero()) {
            throw new IllegalArgumentException("timeframe must be greater than 0, was " + timeframe);
        }
        if (low.compareTo(open.min(close)) > 0) {
            throw new IllegalArgumentException("low " + low.toPlainString() + " is above open or close");
        }
        if (high.compareTo(open.max(close)) < 0) {
            throw new IllegalArgumentException("high " + high.toPlainString() + " is below open or close");
        }
    }

    /** End of the interval, exclusive. */
    public Instant closesAt() {
        return opensAt.plus(timeframe);
    }
}
