package io.autotrade.bus;

import java.time.Instant;
import java.util.List;

/**
 * The trading state, or its reasons, changed.
 *
 * @param reasons stable codes with a short text each, {@code daily_loss: lost 1012.40 since 00:00 UTC, limit 1000};
 *     empty when ACTIVE
 * @param by who or what caused it: {@code rule}, {@code operator}, {@code service}
 */
public record TradingStateChanged(TradingState state, List<String> reasons, String by, Instant at)
        implements DomainEvent {

    public TradingStateChanged {
        reasons = List.copyOf(reasons);
    }
}
