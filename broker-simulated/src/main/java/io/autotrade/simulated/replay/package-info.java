/** Market source {@code replay}: recorded candles, played back as ticks at any speed. */
@NullMarked
package io.autotrade.simulated.replay;

import org.jspecify.annotations.NullMarked;
