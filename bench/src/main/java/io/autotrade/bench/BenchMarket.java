package io.autotrade.bench;

import io.autotrade.broker.Candle;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.market.MarketHub;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;

/** Made-up prices that benchmarks share. */
final class BenchMarket {

    private BenchMarket() {}

    /** Six symbols with this many finished candles of both lengths and a price. */
    static MarketHub sixSymbols(int history) {
        Duration shorter = Duration.ofMinutes(15);
        Duration longer = Duration.ofHours(1);
        Instant start = BenchBooks.NOW.minus(longer.multipliedBy(history));
        MarketHub hub =
                new MarketHub("bench", true, new TreeSet<>(BenchBooks.SYMBOLS), shorter, longer, history, start);
        for (Symbol symbol : BenchBooks.SYMBOLS) {
            for (int i = 0; i < history; i++) {
                hub.accept(new MarketEvent.CandleClosed(candle(symbol, longer, start, i)));
                hub.accept(new MarketEvent.CandleClosed(candle(symbol, shorter, start, i)));
            }
            hub.accept(new MarketEvent.Ticked(ticker(symbol, BenchBooks.NOW)));
        }
        return hub;
    }

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
