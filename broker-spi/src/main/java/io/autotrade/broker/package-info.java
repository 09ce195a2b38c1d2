/**
 * The specification that authors of brokers, market sources and event consumers implement. It contains no logic beyond
 * value checks.
 *
 * <h2>Units, everywhere in this package</h2>
 *
 * <ul>
 *   <li>Quantities are in the <em>base asset</em> (BTC, not contracts) and unsigned; direction is a
 *       {@link io.autotrade.broker.Side} or {@link io.autotrade.broker.PositionSide}.
 *   <li>Prices are in quote currency per one unit of base asset.
 *   <li>Money is in the settlement currency of the account.
 *   <li>Rates (fees, funding, margin) are fractions: 0.0005 is five basis points.
 *   <li>Times are {@link java.time.Instant}s of the venue where the venue gives one, else of the context's clock.
 *   <li>All of these are {@link java.math.BigDecimal}; compare them with {@code compareTo}, never with {@code equals}.
 * </ul>
 *
 * Contracts, lots and ticks of a venue never leave the adapter.
 *
 * <h2>Threading</h2>
 *
 * Every method that returns a {@link io.vertx.core.Future} returns at once, never blocks, and may be called from any
 * thread. Listeners are called one event at a time.
 *
 * <h2>Nullability</h2>
 *
 * Everything is non-null unless marked {@link org.jspecify.annotations.Nullable}. Collections are unmodifiable and may
 * be empty.
 */
@NullMarked
package io.autotrade.broker;

import org.jspecify.annotations.NullMarked;
