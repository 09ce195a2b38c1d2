package io.autotrade.market;

import static io.autotrade.market.Candles.BTC;
import static io.autotrade.market.Candles.START;
import static io.autotrade.market.Candles.candle;
import static io.autotrade.market.Candles.flat;
import static io.autotrade.market.Candles.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.market.CandleUpdate.Finished;
import io.autotrade.market.CandleUpdate.Missing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleAggregatorTest {

    private static final Duration FIVE = Duration.ofMinutes(5);
    private static final Duration FIFTEEN = Duration.ofMinutes(15);

    private final CandleAggregator aggregator = new CandleAggregator(BTC, List.of(FIVE), START);

    @Test
    void aTradeAfterTheEndFinishesTheCandle() {
        aggregator.onTrade(trade("1", at(0), "100", "2"));
        aggregator.onTrade(trade("2", at(60), "104", "1"));
        aggregator.onTrade(trade("3", at(120), "99", "3"));
        List<CandleUpdate> updates = aggregator.onTrade(trade("4", at(300), "101", "7"));

        assertThat(updates)
                .containsExactly(new Finished(
                        new Candle(BTC, FIVE, START, dec("100"), dec("104"), dec("99"), dec("99"), dec("6"))));
        assertThat(aggregator.unfinishedVolume(FIVE)).isEqualByComparingTo("7");
    }

    @Test
    void aTradeThatComesAgainIsCountedOnce() {
        aggregator.onTrade(trade("1", at(0), "100", "2"));
        aggregator.onTrade(trade("1", at(0), "100", "2"));

        assertThat(aggregator.unfinishedVolume(FIVE)).isEqualByComparingTo("2");
        assertThat(aggregator.duplicateTrades()).isEqualTo(1);
    }

    @Test
    void aLateTradeNeverOpensAFinishedCandle() {
        aggregator.onTrade(trade("1", at(10), "100", "2"));
        aggregator.onTime(at(300));
        List<CandleUpdate> updates = aggregator.onTrade(trade("2", at(299), "500", "1"));

        assertThat(updates).isEmpty();
        assertThat(aggregator.lateTrades()).isEqualTo(1);
        assertThat(aggregator.unfinishedVolume(FIVE)).isZero();
    }

    @Test
    void tradesOutOfOrderWithinTheCandleOpenAndCloseByTime() {
        aggregator.onTrade(trade("2", at(60), "101", "1"));
        aggregator.onTrade(trade("3", at(90), "102", "1"));
        aggregator.onTrade(trade("1", at(30), "100", "1"));

        Candle candle = finished(aggregator.onTime(at(300)));
        assertThat(candle.open()).isEqualByComparingTo("100");
        assertThat(candle.close()).isEqualByComparingTo("102");
    }

    @Test
    void silenceIsAFlatCandleOnlyWhenTheClockSaysSo() {
        aggregator.onTrade(trade("1", at(0), "100", "2"));

        List<CandleUpdate> updates = aggregator.onTime(at(900));
        assertThat(updates).hasSize(3);
        assertThat(updates.subList(1, 3))
                .containsExactly(new Finished(flat(FIVE, at(300), "100")), new Finished(flat(FIVE, at(600), "100")));
    }

    @Test
    void silenceBeforeALaterTradeIsMissingNotFlat() {
        aggregator.onTrade(trade("1", at(0), "100", "2"));
        List<CandleUpdate> updates = aggregator.onTrade(trade("2", at(1000), "101", "1"));

        assertThat(updates).hasSize(2);
        assertThat(updates.get(0)).isInstanceOf(Finished.class);
        assertThat(updates.get(1)).isEqualTo(new Missing(FIVE, at(300), at(900)));
    }

    @Test
    void aCandleThatWasNotWatchedFromItsBeginningIsMissing() {
        CandleAggregator startedLate = new CandleAggregator(BTC, List.of(FIVE), at(100));
        startedLate.onTrade(trade("1", at(110), "100", "2"));

        assertThat(startedLate.onTime(at(300))).containsExactly(new Missing(FIVE, START, at(300)));
        startedLate.onTrade(trade("2", at(301), "100", "2"));
        assertThat(startedLate.onTime(at(600))).hasSize(1).allMatch(Finished.class::isInstance);
    }

    @Test
    void afterAnInterruptionNothingIsMadeOfTradesUntilAWholeCandleWasWatched() {
        aggregator.onTrade(trade("1", at(0), "100", "2"));
        aggregator.interrupted(at(20));

        assertThat(aggregator.onTime(at(300))).containsExactly(new Missing(FIVE, START, at(300)));
    }

    @Test
    void theCandleOfTheVenueWins() {
        Candle venue = candle(FIVE, START, "100", "103", "12");
        aggregator.onTrade(trade("1", at(0), "100", "2"));

        assertThat(aggregator.onCandle(venue)).containsExactly(new Finished(venue));
        assertThat(aggregator.onTime(at(300))).isEmpty();
        assertThat(aggregator.onTrade(trade("2", at(200), "100", "2"))).isEmpty();
        assertThat(aggregator.lateTrades()).isEqualTo(1);
    }

    @Test
    void theCandleOfTheVenueCorrectsOneMadeOfTrades() {
        Candle venue = candle(FIVE, START, "100", "103", "12");
        aggregator.onTrade(trade("1", at(0), "100", "2"));
        aggregator.onTrade(trade("2", at(301), "105", "1"));

        assertThat(aggregator.onCandle(venue)).containsExactly(new Finished(venue));
        assertThat(aggregator.unfinishedVolume(FIVE)).isEqualByComparingTo("1");
    }

    @Test
    void shorterCandlesOfTheVenueFillALongerOneAndTheirTradesAreNotCountedAgain() {
        CandleAggregator quarter = new CandleAggregator(BTC, List.of(FIFTEEN), START);
        quarter.onTrade(trade("1", at(10), "100", "4"));
        quarter.onCandle(candle(FIVE, at(0), "100", "101", "4"));
        quarter.onCandle(candle(FIVE, at(300), "101", "99", "5"));
        List<CandleUpdate> updates = quarter.onCandle(candle(FIVE, at(600), "99", "102", "6"));

        assertThat(updates)
                .containsExactly(new Finished(
                        new Candle(BTC, FIFTEEN, START, dec("100"), dec("102"), dec("99"), dec("102"), dec("15"))));
        assertThat(quarter.onTime(at(900))).isEmpty();
    }

    @Test
    void shorterCandlesWithAHoleMakeNothing() {
        CandleAggregator quarter = new CandleAggregator(BTC, List.of(FIFTEEN), START.plusSeconds(1));
        quarter.onCandle(candle(FIVE, at(0), "100", "101", "4"));

        assertThat(quarter.onCandle(candle(FIVE, at(600), "99", "102", "6"))).isEmpty();
        assertThat(quarter.onTime(at(900))).containsExactly(new Missing(FIFTEEN, START, at(900)));
    }

    @Test
    void candlesAreMergedOnlyWhereAllPartsAreThere() {
        List<Candle> parts = List.of(
                candle(FIVE, at(600), "1", "2", "1"),
                candle(FIVE, at(900), "2", "3", "1"),
                candle(FIVE, at(1200), "3", "4", "1"),
                candle(FIVE, at(1500), "4", "5", "1"),
                candle(FIVE, at(1800), "5", "6", "1"));

        assertThat(CandleMerge.merge(parts, FIFTEEN))
                .containsExactly(new Candle(BTC, FIFTEEN, at(900), dec("2"), dec("5"), dec("2"), dec("5"), dec("3")));
    }

    private static Candle finished(List<CandleUpdate> updates) {
        assertThat(updates).hasSize(1);
        return ((Finished) updates.getFirst()).candle();
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static BigDecimal dec(String value) {
        return new BigDecimal(value);
    }
}
