/** From ticks to what an advisor sees: candles, indicators, the {@link io.autotrade.market.MarketView}. */
@NullMarked
package io.autotrade.market;

import org.jspecify.annotations.NullMarked;
