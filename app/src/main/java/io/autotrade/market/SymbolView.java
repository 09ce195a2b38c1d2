package io.autotrade.market;

import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One symbol in a {@link MarketView}. What is not known is null, never zero.
 *
 * @param ticker newest prices; {@code ticker.at()} tells their age
 * @param shortTerm candles and indicators of the short timeframe
 * @param longTerm candles and indicators of the long timeframe
 * @param orderBook null when the source has none
 * @param funding the coming funding; null when unknown
 * @param fundingHistory charged rates, oldest first
 * @param openInterestAverage mean of the open interest seen over the last day, base asset; null when unknown
 * @param instrument null when the source does not describe it
 */
public record SymbolView(
        Symbol symbol,
        Ticker ticker,
        TimeframeView shortTerm,
        TimeframeView longTerm,
        @Nullable OrderBook orderBook,
        @Nullable FundingRate funding,
        List<FundingRate> fundingHistory,
        @Nullable OpenInterest openInterest,
        @Nullable BigDecimal openInterestAverage,
        @Nullable Instrument instrument) {

    public SymbolView {
        fundingHistory = List.copyOf(fundingHistory);
    }

    SymbolView withCandles(int newest) {
        return new SymbolView(
                symbol,
                ticker,
                shortTerm.withCandles(newest),
                longTerm.withCandles(newest),
                orderBook,
                funding,
                fundingHistory,
                openInterest,
                openInterestAverage,
                instrument);
    }

    public Duration age(Instant now) {
        return Duration.between(ticker.at(), now);
    }
}
