package io.autotrade.market;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Market data made by formulas, for tests. */
public final class Candles {

    public static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    public static final Duration SHORT = Duration.ofMinutes(15);
    public static final Duration LONG = Duration.ofHours(1);
    public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private Candles() {}

    /** The first candles of a wave whose indicators were computed elsewhere, see {@link IndicatorEngineTest}. */
    static List<Candle> wave(int count) {
        return IntStream.range(0, count).mapToObj(Candles::waveCandle).toList();
    }

    private static Candle waveCandle(int i) {
        BigDecimal close = waveClose(i);
        BigDecimal open = i == 0 ? BigDecimal.valueOf(100) : waveClose(i - 1);
        BigDecimal high = open.max(close).add(new BigDecimal("0.1").multiply(BigDecimal.valueOf(1 + i % 5)));
        BigDecimal low = open.min(close).subtract(new BigDecimal("0.07").multiply(BigDecimal.valueOf(1 + i % 4)));
        return new Candle(
                BTC,
                SHORT,
                START.plus(SHORT.multipliedBy(i)),
                open,
                high,
                low,
                close,
                BigDecimal.valueOf(10 + i * 37 % 23));
    }

    private static BigDecimal waveClose(int i) {
        double close = 100 + 10 * Math.sin(i / 7.0) + 3 * Math.cos(i / 2.3) + i * 0.05;
        return BigDecimal.valueOf(close).setScale(4, RoundingMode.HALF_EVEN);
    }

    /** A candle whose open and close are given, without wicks. */
    public static Candle candle(Duration timeframe, Instant opensAt, String open, String close, String volume) {
        BigDecimal from = new BigDecimal(open);
        BigDecimal to = new BigDecimal(close);
        return new Candle(BTC, timeframe, opensAt, from, from.max(to), from.min(to), to, new BigDecimal(volume));
    }

    static Candle flat(Duration timeframe, Instant opensAt, String price) {
        return candle(timeframe, opensAt, price, price, "0");
    }

    static Trade trade(String id, Instant at, String price, String quantity) {
        return new Trade(id, BTC, new BigDecimal(price), new BigDecimal(quantity), Side.BUY, at);
    }

    public static Ticker ticker(Symbol symbol, String price, Instant at) {
        BigDecimal last = new BigDecimal(price);
        return new Ticker(symbol, last, last, last, last, null, null, null, null, at);
    }
}
