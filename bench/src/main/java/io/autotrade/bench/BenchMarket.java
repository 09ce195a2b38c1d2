package io.autotrade.bench;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Made-up prices that benchmarks share. */
final class BenchMarket {

    private BenchMarket() {}

    /** The candle with this number, counted from {@code start}. */
    static Candle candle(Symbol symbol, Duration timeframe, Instant start, long number) {
        BigDecimal open = price(number - 1);
        BigDecimal close = price(number);
        BigDecimal wick = new BigDecimal("0.5");
        return new Candle(
                symbol,
                timeframe,
                start.plus(timeframe.multipliedBy(number)),
                open,
                open.max(close).add(wick),
                open.min(close).subtract(wick),
                close,
                BigDecimal.valueOf(10 + number % 7));
    }

    static Ticker ticker(Symbol symbol, Instant at) {
        BigDecimal price = BigDecimal.valueOf(10_000);
        return new Ticker(symbol, price, price, price, price, null, null, null, null, at);
    }

    private static BigDecimal price(long number) {
        return BigDecimal.valueOf(100_000 + Math.round(500 * Math.sin(number / 9.0)), 1);
    }
}
