package io.autotrade.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselinesTest {

    private static final Symbol BTC = Symbol.of("BTC-USDT-SWAP");
    private static final Symbol ETH = Symbol.of("ETH-USDT-SWAP");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BigDecimal CASH = new BigDecimal("10000");

    /** Candles of an hour from START on, each opening at the close before. */
    private static List<Candle> candles(Symbol symbol, int... closes) {
        List<Candle> candles = new ArrayList<>();
        BigDecimal open = BigDecimal.valueOf(closes[0]);
        for (int i = 0; i < closes.length; i++) {
            BigDecimal close = BigDecimal.valueOf(closes[i]);
            candles.add(new Candle(
                    symbol,
                    HOUR,
                    START.plus(HOUR.multipliedBy(i)),
                    open,
                    open.max(close),
                    open.min(close),
                    close,
                    BigDecimal.ONE));
            open = close;
        }
        return candles;
    }

    @Test
    void holdsFromTheLastPriceBeforeTheOpening() {
        Instant opened = START.plus(HOUR).plusSeconds(60);
        List<Baselines.Point> points =
                Baselines.of(CASH, opened, BTC, Map.of(BTC, candles(BTC, 100, 110, 120), ETH, candles(ETH, 10, 5, 20)));

        assertThat(points)
                .extracting(Baselines.Point::at)
                .containsExactly(opened, START.plus(HOUR.multipliedBy(2)), START.plus(HOUR.multipliedBy(3)));
        assertThat(points).extracting(Baselines.Point::cash).containsOnly(CASH);
        assertThat(points.get(0).buyAndHold()).isEqualByComparingTo("10000");
        assertThat(points.get(1).buyAndHold()).isEqualByComparingTo("11000");
        assertThat(points.get(2).buyAndHold()).isEqualByComparingTo("12000");
        assertThat(points.get(1).equalWeight()).isEqualByComparingTo("8000"); // 5500 and 2500
        assertThat(points.get(2).equalWeight()).isEqualByComparingTo("16000"); // 6000 and 10000
    }

    @Test
    void inventsNoPrice() {
        List<Baselines.Point> points =
                Baselines.of(CASH, START, ETH, Map.of(BTC, candles(BTC, 100, 110), ETH, List.of()));

        assertThat(points).hasSize(3).allSatisfy(point -> {
            assertThat(point.buyAndHold()).isNull();
            assertThat(point.equalWeight()).isNull();
            assertThat(point.cash()).isEqualTo(CASH);
        });
    }

    @Test
    void startsAtTheOpenOfTheFirstCandleWhenNothingIsKnownBefore() {
        List<Baselines.Point> points = Baselines.of(CASH, START, BTC, Map.of(BTC, candles(BTC, 100, 150)));

        assertThat(points.getLast().buyAndHold()).isEqualByComparingTo("15000");
    }
}
