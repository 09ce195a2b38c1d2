package io.autotrade.bus;

import java.time.Instant;
import java.util.Map;

/**
 * A named person approved something that needs approval.
 *
 * @param subject what was approved, such as {@code live_trading}
 * @param terms the terms as typed, such as account and limits
 */
public record ApprovalRecorded(
        String subject, String operator, Map<String, String> terms, Instant expiresAt, Instant at)
        implements DomainEvent {

    public ApprovalRecorded {
        terms = Map.copyOf(terms);
    }
}
