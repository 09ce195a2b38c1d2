/** The market source: public prices, candles, books and funding of OKX. */
@NullMarked
package io.autotrade.okx.market;

import org.jspecify.annotations.NullMarked;
