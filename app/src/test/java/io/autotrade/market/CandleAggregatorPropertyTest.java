package io.autotrade.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Side;
import io.autotrade.broker.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CandleAggregatorPropertyTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int SECONDS = 600;

    /**
     * Whatever the order and however often trades come: what was traded is in candles, unfinished or counted as late.
     */
    @Property(tries = 500)
    void noVolumeIsLostOrCountedTwice(@ForAll("trades") List<Trade> trades, @ForAll long seed) {
        List<Trade> delivered = new ArrayList<>(trades);
        delivered.addAll(trades.subList(0, trades.size() / 2));
        Collections.shuffle(delivered, new Random(seed));

        Replay replay = new Replay();
        delivered.forEach(replay::deliver);

        assertThat(replay.finishedVolume().add(replay.unfinished()).add(replay.lateVolume))
                .isEqualByComparingTo(sum(trades));
        assertThat(replay.aggregator.duplicateTrades()).isEqualTo(trades.size() / 2);
    }

    /** In order of time nothing is late, every candle holds exactly its trades, and time leaves no hole. */
    @Property(tries = 500)
    void candlesHoldExactlyTheTradesOfTheirInterval(@ForAll("trades") List<Trade> trades) {
        Replay replay = new Replay();
        trades.stream().sorted(Comparator.comparing(Trade::at)).forEach(trade -> {
            replay.take(replay.aggregator.onTime(trade.at()));
            replay.deliver(trade);
        });
        replay.take(replay.aggregator.onTime(Candles.START.plusSeconds(SECONDS)));

        assertThat(replay.aggregator.lateTrades()).isZero();
        assertThat(replay.finishedVolume()).isEqualByComparingTo(sum(trades));
        Instant expected = null;
        for (Candle candle : replay.finished) {
            List<Trade> own = trades.stream()
                    .filter(trade ->
                            !trade.at().isBefore(candle.opensAt()) && trade.at().isBefore(candle.closesAt()))
                    .toList();
            assertThat(candle.volume()).isEqualByComparingTo(sum(own));
            if (!own.isEmpty()) {
                assertThat(candle.high()).isEqualByComparingTo(highest(own));
                assertThat(candle.low()).isEqualByComparingTo(lowest(own));
            }
            assertThat(expected == null || expected.equals(candle.opensAt())).isTrue();
            expected = candle.closesAt();
        }
    }

    /** The order of arrival within one candle does not matter when no two trades have the same time. */
    @Property(tries = 300)
    void orderWithinACandleDoesNotMatter(@ForAll("trades") List<Trade> trades, @ForAll long seed) {
        Set<Instant> times = new HashSet<>();
        List<Trade> distinct = new ArrayList<>(trades.stream()
                .filter(trade -> trade.at().isBefore(Candles.START.plus(MINUTE)) && times.add(trade.at()))
                .sorted(Comparator.comparing(Trade::at))
                .toList());
        List<Candle> inOrder = candlesOf(distinct);
        Collections.shuffle(distinct, new Random(seed));

        assertThat(candlesOf(distinct)).isEqualTo(inOrder);
    }

    /**
     * Candles of parts merged to longer ones have the volume and close of those that the trades make directly. A silent
     * first part is flat at the close before it, so open, high and low may reach out to that price.
     */
    @Property(tries = 300)
    void mergingAgreesWithAggregating(@ForAll("trades") List<Trade> trades) {
        List<Trade> sorted =
                trades.stream().sorted(Comparator.comparing(Trade::at)).toList();
        Duration five = Duration.ofMinutes(5);
        List<Candle> direct = timed(sorted, five);
        for (Candle merged : CandleMerge.merge(timed(sorted, MINUTE), five)) {
            Candle same = direct.stream()
                    .filter(candle -> candle.opensAt().equals(merged.opensAt()))
                    .findFirst()
                    .orElseThrow();
            assertThat(merged.volume()).isEqualByComparingTo(same.volume());
            assertThat(merged.close()).isEqualByComparingTo(same.close());
            assertThat(merged.high()).isGreaterThanOrEqualTo(same.high());
            assertThat(merged.low()).isLessThanOrEqualTo(same.low());
        }
    }

    @Provide
    Arbitrary<List<Trade>> trades() {
        Arbitrary<Long> millis = Arbitraries.longs().between(0, SECONDS * 1000L - 1);
        Arbitrary<Integer> prices = Arbitraries.integers().between(1, 1000);
        Arbitrary<Integer> lots = Arbitraries.integers().between(0, 500);
        return Combinators.combine(millis, prices, lots)
                .as((at, price, lot) -> new long[] {at, price, lot})
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(CandleAggregatorPropertyTest::withIds);
    }

    private static List<Trade> withIds(List<long[]> values) {
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            long[] value = values.get(i);
            trades.add(new Trade(
                    "t" + i,
                    Candles.BTC,
                    BigDecimal.valueOf(value[1], 1),
                    BigDecimal.valueOf(value[2], 3),
                    Side.BUY,
                    Candles.START.plusMillis(value[0])));
        }
        return trades;
    }

    private static List<Candle> candlesOf(List<Trade> trades) {
        Replay replay = new Replay();
        trades.forEach(replay::deliver);
        replay.take(replay.aggregator.onTime(Candles.START.plus(MINUTE)));
        return replay.finished;
    }

    private static List<Candle> timed(List<Trade> sorted, Duration timeframe) {
        CandleAggregator aggregator = new CandleAggregator(Candles.BTC, List.of(timeframe), Candles.START);
        Replay replay = new Replay(aggregator);
        for (Trade trade : sorted) {
            replay.take(aggregator.onTime(trade.at()));
            replay.take(aggregator.onTrade(trade));
        }
        replay.take(aggregator.onTime(Candles.START.plusSeconds(SECONDS)));
        return replay.finished;
    }

    private static BigDecimal sum(List<Trade> trades) {
        return trades.stream().map(Trade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal highest(List<Trade> trades) {
        return trades.stream().map(Trade::price).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static BigDecimal lowest(List<Trade> trades) {
        return trades.stream().map(Trade::price).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Delivers trades and keeps what comes of them. */
    private static final class Replay {

        private final CandleAggregator aggregator;
        private final List<Candle> finished = new ArrayList<>();
        private BigDecimal lateVolume = BigDecimal.ZERO;

        Replay() {
            this(new CandleAggregator(Candles.BTC, List.of(MINUTE), Candles.START));
        }

        Replay(CandleAggregator aggregator) {
            this.aggregator = aggregator;
        }

        void deliver(Trade trade) {
            long before = aggregator.lateTrades();
            take(aggregator.onTrade(trade));
            if (aggregator.lateTrades() > before) {
                lateVolume = lateVolume.add(trade.quantity());
            }
        }

        void take(List<CandleUpdate> updates) {
            for (CandleUpdate update : updates) {
                if (update instanceof CandleUpdate.Finished done) {
                    finished.add(done.candle());
                }
            }
        }

        BigDecimal finishedVolume() {
            return finished.stream().map(Candle::volume).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        BigDecimal unfinished() {
            return aggregator.unfinishedVolume(MINUTE);
        }
    }
}
