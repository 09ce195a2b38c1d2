package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;

/** The course of a market by the venue's time, the same for every client and after every restart. */
interface Tape {

    /** Price at a time, on the tick. */
    BigDecimal at(long millis);

    /** The candle that opens at a time, as OKX lists it; a running one as far as it has come. */
    JsonArray candle(long opens, long length, long now);
}
