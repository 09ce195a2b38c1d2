package io.autotrade.bus;

import io.autotrade.broker.Booking;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The venue reduced or closed a position by itself, recorded exactly once per {@code bookingId}.
 *
 * @param side side of the position that was reduced
 * @param fee settlement currency, penalty included; positive when paid
 */
public record ForcedCloseBooked(
        String bookingId,
        Booking.ForcedKind kind,
        Symbol symbol,
        PositionSide side,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal fee,
        Instant at)
        implements DomainEvent {}
