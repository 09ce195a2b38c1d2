package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Funding was charged or paid, recorded exactly once per {@code bookingId}.
 *
 * @param amount settlement currency; positive when received, negative when paid
 */
public record FundingBooked(
        String bookingId,
        Symbol symbol,
        BigDecimal amount,
        @Nullable BigDecimal rate,
        Instant at) implements DomainEvent {}
