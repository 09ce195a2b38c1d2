package io.autotrade.bus;

import java.time.Instant;

/**
 * The evaluation schedule was paused, resumed, started or stopped.
 *
 * @param change {@code paused}, {@code resumed}, {@code started}, {@code stopped}
 * @param by {@code operator}, {@code service}
 */
public record SchedulerChanged(String change, boolean paused, String by, Instant at) implements DomainEvent {}
