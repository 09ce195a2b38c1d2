package io.autotrade.simulated.driven;

import io.autotrade.simulated.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast market time passes.
 *
 * @param factor seconds of market time in one second, greater than zero; null for as fast as the service can
 */
public record Speed(@Nullable BigDecimal factor) {

    private static final BigDecimal FASTEST = new BigDecimal("100000");

    /** Reads key {@code speed}: a number, or {@code max}. */
    public static Speed from(Settings settings, String fallback) {
        String text = settings.text("speed");
        String chosen = text == null ? fallback : text;
        if (chosen.equals("max")) {
            return new Speed(null);
        }
        try {
            BigDecimal factor = new BigDecimal(chosen);
            if (factor.signum() > 0 && factor.compareTo(FASTEST) <= 0) {
                return new Speed(factor);
            }
        } catch (NumberFormatException e) {
            throw settings.invalid("speed", chosen, "a number greater than 0 and at most 100000, or max");
        }
        throw settings.invalid("speed", chosen, "a number greater than 0 and at most 100000, or max");
    }

    /** The real time in nanoseconds that an amount of market time takes; zero when as fast as possible. */
    long nanosFor(Duration marketTime) {
        return factor == null ? 0 : (long) (marketTime.toNanos() / factor.doubleValue());
    }

    /**
     * How many steps of market time fit into a second of real time, from 1 to a limit, the limit when as fast as
     * possible.
     */
    public int stepsPerSecond(Duration step, int limit) {
        if (factor == null) {
            return limit;
        }
        double steps = factor.doubleValue() * 1000 / step.toMillis();
        return (int) Math.max(1, Math.min(limit, Math.ceil(steps)));
    }

    /** As {@link io.autotrade.broker.MarketSource#speed()} wants it. */
    public Optional<Double> asDouble() {
        return Optional.ofNullable(factor).map(BigDecimal::doubleValue);
    }

    /** For people: {@code 60 times as fast as the wall clock}. */
    public String describe() {
        if (factor == null) {
            return "as fast as the service can";
        }
        return factor.compareTo(BigDecimal.ONE) == 0
                ? "as fast as the wall clock"
                : factor.stripTrailingZeros().toPlainString() + " times as fast as the wall clock";
    }
}
