/**
 * Market source {@code simulated}. {@link io.autotrade.simulated.market.Wave} and
 * {@link io.autotrade.simulated.market.Day} make the path, one minute after the other;
 * {@link io.autotrade.simulated.market.Asset} draws the ticks inside a minute;
 * {@link io.autotrade.simulated.market.SimulatedMarket} tells them.
 *
 * <p>Random numbers are functions of (seed, stream, index), never drawn from a generator with a state, so any part of
 * the path can be made again from the state at the beginning of a day. Only exactly defined arithmetic is used
 * ({@link java.lang.StrictMath}), so every machine makes the same path. Doubles here are statistics (returns,
 * volatilities); prices and volumes are whole numbers of steps.
 */
@NullMarked
package io.autotrade.simulated.market;

import org.jspecify.annotations.NullMarked;
