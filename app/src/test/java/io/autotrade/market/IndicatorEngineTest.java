package io.autotrade.market;

import static io.autotrade.market.Candles.SHORT;
import static io.autotrade.market.Candles.START;
import static io.autotrade.market.Candles.candle;
import static io.autotrade.market.Candles.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.autotrade.broker.Candle;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers were computed by a separate program from the definitions, not by this code. */
class IndicatorEngineTest {

    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void agreesWithNumbersComputedElsewhere() {
        Indicators at60 = after(wave(60));
        assertThat(at60.ema20()).isCloseTo(108.51169767454648, EXACT);
        assertThat(at60.ema50()).isCloseTo(104.70456864192342, EXACT);
        assertThat(at60.emaSlope20()).isCloseTo(0.00530200248795909, EXACT);
        assertThat(at60.macd()).isCloseTo(4.100072351192935, EXACT);
        assertThat(at60.macdSignal()).isCloseTo(3.366844442786104, EXACT);
        assertThat(at60.macdHistogram()).isCloseTo(0.7332279084068309, EXACT);
        assertThat(at60.rsi7()).isCloseTo(78.06192424830114, EXACT);
        assertThat(at60.rsi14()).isCloseTo(77.51322297208644, EXACT);
        assertThat(at60.atr3()).isCloseTo(1.4098285371185686, EXACT);
        assertThat(at60.atr14()).isCloseTo(1.4939301636733084, EXACT);
        assertThat(at60.bollingerUpper()).isCloseTo(118.15261480693049, EXACT);
        assertThat(at60.bollingerMiddle()).isCloseTo(107.97234500000002, EXACT);
        assertThat(at60.bollingerLower()).isCloseTo(97.79207519306955, EXACT);
        assertThat(at60.volumeAverage()).isCloseTo(21.05, EXACT);
        assertThat(at60.volumeRatio()).isCloseTo(1.4726840855106889, EXACT);
        assertThat(at60.volatility()).isCloseTo(0.012249889332458054, EXACT);
    }

    @Test
    void droppingOldCandlesChangesNoLaterValue() {
        IndicatorEngine small = new IndicatorEngine(SHORT, 60);
        IndicatorEngine unbounded = new IndicatorEngine(SHORT, 10_000);
        for (Candle candle : wave(500)) {
            small.add(candle);
            unbounded.add(candle);
            assertThat(small.latest()).isEqualTo(unbounded.latest());
        }
        assertThat(small.series()).isEqualTo(unbounded.series());
    }

    @Test
    void valuesAfterPruningAgreeWithNumbersComputedElsewhere() {
        IndicatorEngine engine = new IndicatorEngine(SHORT, 60);
        wave(120).forEach(engine::add);
        Indicators at120 = engine.latest();
        assertThat(at120.ema50()).isCloseTo(104.87718847501014, EXACT);
        assertThat(at120.macdHistogram()).isCloseTo(-1.2572538055152702, EXACT);
        assertThat(at120.rsi14()).isCloseTo(21.881829308109033, EXACT);
        assertThat(at120.atr14()).isCloseTo(1.5809562821166232, EXACT);
        assertThat(at120.volatility()).isCloseTo(0.011132371861353426, EXACT);
    }

    @Test
    void replacingTheNewestCandleIsAsIfItHadAlwaysBeenSo() {
        List<Candle> candles = wave(100);
        Candle wrong = candle(SHORT, candles.get(99).opensAt(), "90", "140", "900");
        IndicatorEngine engine = new IndicatorEngine(SHORT, 60);
        candles.subList(0, 99).forEach(engine::add);
        engine.add(wrong);
        engine.replaceLast(candles.get(99));
        assertThat(engine.latest()).isEqualTo(after(candles));

        List<Candle> more = wave(101);
        engine.add(more.get(100));
        assertThat(engine.latest()).isEqualTo(after(more));
    }

    @Test
    void rsiOfThePublishedTextbookSeries() {
        double[] closes = {
            44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328,
            45.6140, 46.2820, 46.2820, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137, 46.4515,
            45.7835, 45.3548, 44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314
        };
        double[] published = {
            70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87,
            45.46, 37.30, 33.08, 37.77
        };
        List<Double> rsi = new ArrayList<>();
        IndicatorEngine engine = new IndicatorEngine(SHORT, 60);
        for (int i = 0; i < closes.length; i++) {
            String close = Double.toString(closes[i]);
            engine.add(candle(SHORT, START.plus(SHORT.multipliedBy(i)), close, close, "1"));
            if (engine.latest().rsi14() != null) {
                rsi.add(engine.latest().rsi14());
            }
        }
        assertThat(rsi).hasSameSizeAs(published);
        for (int i = 0; i < published.length; i++) {
            assertThat(rsi.get(i)).isCloseTo(published[i], within(0.005));
        }
    }

    @Test
    void rsiAtItsExtremes() {
        assertThat(after(line("100", "1")).rsi14()).isEqualTo(100);
        assertThat(after(line("100", "-1")).rsi14()).isEqualTo(0);
        assertThat(after(line("100", "0")).rsi14()).isEqualTo(50);
    }

    @Test
    void whatCannotBeKnownYetIsNull() {
        Indicators first = after(wave(1));
        assertThat(first.ema20()).isNull();
        assertThat(first.macd()).isNull();
        assertThat(first.rsi7()).isNull();
        assertThat(first.atr3()).isNull();
        assertThat(first.volatility()).isNull();
        assertThat(first.volumeRatio()).isNull();
        assertThat(after(wave(19)).ema20()).isNull();
        assertThat(after(wave(20)).ema20()).isNotNull();
        assertThat(after(wave(20)).emaSlope20()).isNull();
        assertThat(after(wave(33)).macdSignal()).isNull();
        assertThat(after(wave(34)).macdSignal()).isNotNull();
        assertThat(after(wave(14)).rsi14()).isNull();
        assertThat(after(wave(15)).rsi14()).isNotNull();
        assertThat(after(wave(49)).ema50()).isNull();
        assertThat(after(wave(50)).ema50()).isNotNull();
    }

    @Test
    void volumeRatioIsUnknownWhenNothingWasTraded() {
        Indicators silent = after(line("100", "0").stream()
                .map(candle -> Candles.flat(SHORT, candle.opensAt(), "100"))
                .toList());
        assertThat(silent.volumeAverage()).isZero();
        assertThat(silent.volumeRatio()).isNull();
    }

    @Test
    void seriesHoldTheLastTenValuesOldestFirst() {
        IndicatorEngine engine = new IndicatorEngine(SHORT, 60);
        List<Double> ema = new ArrayList<>();
        for (Candle candle : wave(80)) {
            engine.add(candle);
            if (engine.latest().ema20() != null) {
                ema.add(engine.latest().ema20());
            }
        }
        assertThat(engine.series().ema20()).isEqualTo(ema.subList(ema.size() - 10, ema.size()));
        assertThat(engine.series().rsi14()).hasSize(10);
    }

    private static Indicators after(List<Candle> candles) {
        IndicatorEngine engine = new IndicatorEngine(SHORT, 10_000);
        candles.forEach(engine::add);
        return engine.latest();
    }

    private static List<Candle> line(String from, String step) {
        List<Candle> candles = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String close = new java.math.BigDecimal(from)
                    .add(new java.math.BigDecimal(step).multiply(java.math.BigDecimal.valueOf(i)))
                    .toPlainString();
            candles.add(candle(SHORT, START.plus(SHORT.multipliedBy(i)), close, close, "1"));
        }
        return candles;
    }
}
