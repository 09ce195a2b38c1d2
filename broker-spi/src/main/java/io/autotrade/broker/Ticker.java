package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Best prices and the day's figures of one symbol.
 *
 * @param last price of the last trade
 * @param mark mark price; the last price where the venue has none
 * @param open24h price 24 hours ago; null when unknown
 * @param high24h null when unknown
 * @param low24h null when unknown
 * @param volume24h base asset; null when unknown
 * @param at time of the venue
 */
public record Ticker(
        Symbol symbol,
        BigDecimal bid,
        BigDecimal ask,
        BigDecimal last,
        BigDecimal mark,
        @Nullable BigDecimal open24h,
        @Nullable BigDecimal high24h,
        @Nullable BigDecimal low24h,
        @Nullable BigDecimal volume24h,
        Instant at) {

    public Ticker {
        Checks.present("symbol", symbol);
        Checks.time("at", at);
        Checks.plausibleOrNull("open24h", open24h);
        Checks.plausibleOrNull("high24h", high24h);
        Checks.plausibleOrNull("low24h", low24h);
        Checks.plausibleOrNull("volume24h", volume24h);
        Checks.positive("bid", bid);
        Checks.positive("ask", ask);
        Checks.positive("last", last);
        Checks.positive("mark", mark);
    }
}
