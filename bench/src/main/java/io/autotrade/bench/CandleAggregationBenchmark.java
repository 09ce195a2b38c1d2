package io.autotrade.bench;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Trade;
import io.autotrade.market.CandleAggregator;
import io.autotrade.market.CandleUpdate;
import io.autotrade.market.MarketHub;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One trade into the candles of two timeframes: alone, and through the hub with all that surrounds it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CandleAggregationBenchmark {

    private static final Symbol SYMBOL = new Symbol("BTC-USDT-SWAP");
    private static final Duration SHORT = Duration.ofMinutes(15);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long MILLIS_BETWEEN_TRADES = 100;

    private CandleAggregator aggregator;
    private MarketHub hub;
    private long number;

    @Setup
    public void create() {
        aggregator = new CandleAggregator(SYMBOL, List.of(SHORT, LONG), START);
        hub = new MarketHub("bench", true, Set.of(SYMBOL), SHORT, LONG, 300, START);
    }

    @Benchmark
    public List<CandleUpdate> tradeToCandles() {
        return aggregator.onTrade(next());
    }

    @Benchmark
    public Future<Void> tradeThroughHub() {
        return hub.accept(new MarketEvent.Traded(next()));
    }

    private Trade next() {
        number++;
        return new Trade(
                Long.toString(number),
                SYMBOL,
                BigDecimal.valueOf(1_000_000 + number % 997, 1),
                BigDecimal.valueOf(1 + number % 13, 3),
                Side.BUY,
                START.plusMillis(number * MILLIS_BETWEEN_TRADES));
    }
}
