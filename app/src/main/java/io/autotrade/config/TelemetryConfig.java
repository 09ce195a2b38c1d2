package io.autotrade.config;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How the service tells what it does, besides metrics and journal.
 *
 * @param logLevel null for that of the environment
 * @param tracesUrl where spans go, OTLP over HTTP; null when none are made
 * @param sampleRatio share of the cycles that are traced, 0 to 1
 */
public record TelemetryConfig(
        LogFormat logFormat,
        @Nullable String logLevel,
        @Nullable String tracesUrl,
        BigDecimal sampleRatio) {

    /** What a test, or a configuration without these sections, has. */
    public static final TelemetryConfig STANDARD = new TelemetryConfig(LogFormat.AUTO, null, null, BigDecimal.ONE);

    /** How a line of the log looks. */
    public enum LogFormat {
        /** Text where a person looks at it, JSON otherwise. */
        AUTO,
        TEXT,
        JSON
    }
}
