/**
 * The public vocabulary: what can happen ({@link io.autotrade.bus.DomainEvent}), how it is written as JSON
 * ({@link io.autotrade.bus.EventJson}) and where it is told ({@link io.autotrade.bus.Addresses}).
 *
 * <p>Units are those of the broker specification: base-asset quantities, quote-currency prices, settlement-currency
 * money, fractions for rates, percent only where a name ends in {@code Pct}.
 */
@NullMarked
package io.autotrade.bus;

import org.jspecify.annotations.NullMarked;
