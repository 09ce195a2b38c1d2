package io.autotrade.bus;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Money came into or left the account other than by trading.
 *
 * @param amount settlement currency; positive into the account
 */
public record TransferBooked(String bookingId, BigDecimal amount, String note, Instant at) implements DomainEvent {}
