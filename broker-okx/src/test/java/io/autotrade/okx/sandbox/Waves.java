package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A market made up from its time: slow and quick waves on a price, the same for every client and after every restart,
 * so that candles, tickers and executions agree with each other.
 */
final class Waves implements Tape {

    private static final int SAMPLES = 24;

    private final BigDecimal base;
    private final BigDecimal tick;
    private final long shift;

    Waves(Coin coin) {
        base = coin.price;
        tick = coin.tick;
        shift = Math.floorMod(coin.instId().hashCode(), 3_600_000);
    }

    @Override
    public BigDecimal at(long millis) {
        double minutes = (millis + shift) / 60_000.0;
        double wave = wave(minutes, 1_440, 0.02)
                + wave(minutes, 190, 0.015)
                + wave(minutes, 37, 0.006)
                + wave(minutes, 7.3, 0.0025)
                + wave(minutes, 0.9, 0.0004);
        return onTick(base.multiply(BigDecimal.valueOf(1 + wave)));
    }

    private static double wave(double minutes, double period, double height) {
        return Math.sin(2 * Math.PI * minutes / period) * height;
    }

    private BigDecimal onTick(BigDecimal price) {
        return price.divide(tick, 0, RoundingMode.HALF_EVEN).multiply(tick);
    }

    @Override
    public JsonArray candle(long opens, long length, long now) {
        long end = Math.min(opens + length, now);
        BigDecimal open = at(opens);
        BigDecimal high = open;
        BigDecimal low = open;
        for (int i = 1; i <= SAMPLES; i++) {
            BigDecimal price = at(opens + (end - opens) * i / SAMPLES);
            high = high.max(price);
            low = low.min(price);
        }
        return new JsonArray()
                .add(Long.toString(opens))
                .add(open.toPlainString())
                .add(high.toPlainString())
                .add(low.toPlainString())
                .add(at(end).toPlainString())
                .add("812.31")
                .add("8.1231")
                .add("487400.12")
                .add(opens + length <= now ? "1" : "0");
    }
}
