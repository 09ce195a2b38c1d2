package io.autotrade.bus;

import io.autotrade.broker.Environment;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The service began to keep books for a broker account. Everything before is outside these books.
 *
 * @param startingCash booked cash at that moment, settlement currency
 */
public record AccountOpened(
        String brokerId, Environment environment, String currency, BigDecimal startingCash, Instant at)
        implements DomainEvent {}
