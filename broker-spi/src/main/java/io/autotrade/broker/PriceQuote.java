package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Prices of one symbol at one moment, never invented: a venue that has no price fails the call.
 *
 * @param last price of the last trade
 * @param mark price used for profit, margin and liquidation
 * @param at time of the venue
 */
public record PriceQuote(Symbol symbol, BigDecimal bid, BigDecimal ask, BigDecimal last, BigDecimal mark, Instant at) {

    public PriceQuote {
        Checks.present("symbol", symbol);
        Checks.time("at", at);
        Checks.positive("bid", bid);
        Checks.positive("ask", ask);
        Checks.positive("last", last);
        Checks.positive("mark", mark);
    }
}
