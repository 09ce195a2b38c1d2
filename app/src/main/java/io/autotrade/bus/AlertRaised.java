package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know.
 *
 * @param code stable code, such as {@code stale_feed}
 * @param message one or two sentences with what to do; never a secret
 */
public record AlertRaised(
        Severity severity,
        String code,
        String message,
        @Nullable Symbol symbol,
        Instant at) implements DomainEvent {

    /** How soon a person should look. */
    public enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }
}
