package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Local books and venue disagreed.
 *
 * @param kind {@code fill_missed}, {@code manual_trade}, {@code funding}, {@code liquidation}, {@code adl},
 *     {@code transfer}, {@code external_order}, {@code cash}, {@code order_unrecorded}, or "unexplained" for what none
 *     of these tells
 * @param explained whether the service found out where the difference came from
 * @param local what the service believed
 * @param venue what the venue said
 */
public record ReconciliationDifference(
        String kind, @Nullable Symbol symbol, String local, String venue, boolean explained, Instant at)
        implements DomainEvent {}
