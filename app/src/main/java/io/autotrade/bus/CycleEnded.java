package io.autotrade.bus;

import java.time.Instant;
import java.util.Map;

/**
 * An evaluation cycle ended.
 *
 * @param result {@code success} or {@code failure}
 * @param detail what failed; empty on success
 * @param wallMillis wall-clock milliseconds per stage; the only thing here that differs between two runs of one
 *     recording
 */
public record CycleEnded(
        String cycleId,
        long number,
        String result,
        String detail,
        int decisions,
        int orders,
        Map<String, Long> wallMillis,
        Instant at)
        implements DomainEvent {

    /** Result of a cycle that ran to its end. */
    public static final String SUCCESS = "success";
    /** Result of a cycle that was broken off. */
    public static final String FAILURE = "failure";

    public CycleEnded {
        wallMillis = Map.copyOf(wallMillis);
    }
}
