package io.autotrade.bus;

import java.time.Instant;

/**
 * An evaluation cycle began.
 *
 * @param number 1 for the first cycle of these books, without gaps
 * @param trigger {@code schedule}, {@code operator}, {@code cron}
 */
public record CycleStarted(String cycleId, long number, String trigger, Instant at) implements DomainEvent {}
