package io.autotrade.market;

import static io.autotrade.market.Candles.SHORT;
import static io.autotrade.market.Candles.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.market.CandleHistory.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleHistoryTest {

    private final CandleHistory history = new CandleHistory(SHORT, 60);

    @Test
    void keepsOnlyTheNewestCandles() {
        wave(100).forEach(history::put);
        assertThat(history.view().candles()).isEqualTo(wave(100).subList(40, 100));
    }

    @Test
    void takesNoCandleAcrossAGap() {
        wave(10).forEach(history::put);
        assertThat(history.put(wave(12).get(11))).isEqualTo(Change.GAP);
        assertThat(history.view().candles()).isEqualTo(wave(10));
    }

    @Test
    void aCandleReadAgainWithTheSameValuesChangesNothing() {
        wave(10).forEach(history::put);
        TimeframeView before = history.view();
        assertThat(history.put(wave(10).getLast())).isEqualTo(Change.UNCHANGED);
        assertThat(history.merge(wave(10))).isEmpty();
        assertThat(history.view()).isSameAs(before);
    }

    @Test
    void aCorrectedCandleChangesTheIndicators() {
        wave(59).forEach(history::put);
        Candle last = wave(60).getLast();
        history.put(Candles.candle(SHORT, last.opensAt(), "100", "50", "1"));
        assertThat(history.put(last)).isEqualTo(Change.CORRECTED);

        CandleHistory correct = new CandleHistory(SHORT, 60);
        wave(60).forEach(correct::put);
        assertThat(history.view()).isEqualTo(correct.view());
    }

    @Test
    void anOlderCandleMayBeCorrectedToo() {
        List<Candle> candles = wave(60);
        candles.subList(0, 30).forEach(history::put);
        history.put(Candles.candle(SHORT, candles.get(30).opensAt(), "100", "50", "1"));
        candles.subList(31, 60).forEach(history::put);
        assertThat(history.put(candles.get(30))).isEqualTo(Change.CORRECTED);
        assertThat(history.view().candles()).isEqualTo(candles);
    }

    @Test
    void whatIsBeforeAGapThatCannotBeFilledIsForgotten() {
        List<Candle> candles = wave(60);
        history.merge(candles.subList(0, 20));
        history.merge(candles.subList(25, 60));
        assertThat(history.view().candles()).isEqualTo(candles.subList(25, 60));
    }

    @Test
    void aGapIsFilledByWhatIsReadLater() {
        List<Candle> candles = wave(60);
        history.merge(candles.subList(0, 20));
        assertThat(history.merge(candles.subList(18, 60))).isEqualTo(candles.subList(20, 60));
        assertThat(history.view().candles()).isEqualTo(candles);
    }
}
