/**
 * What market sources with a time of their own share: the clock, the pump that delivers events, and candles from bars.
 */
@NullMarked
package io.autotrade.simulated.driven;

import org.jspecify.annotations.NullMarked;
