package io.autotrade.bench;

import io.autotrade.broker.Candle;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Symbol;
import io.autotrade.market.MarketHub;
import io.autotrade.market.MarketView;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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

/**
 * One finished 15-minute candle: history of 300, all indicators and series, every fourth time the hour too. And the
 * view of six symbols that a cycle takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IndicatorBenchmark {

    private static final Duration SHORT = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int HISTORY = 300;

    private final List<Symbol> symbols = new ArrayList<>();
    private MarketHub hub;
    private long number;

    @Setup
    public void create() {
        for (String name : List.of("BNB", "BTC", "DOGE", "ETH", "SOL", "XRP")) {
            symbols.add(new Symbol(name + "-USDT-SWAP"));
        }
        hub = new MarketHub("bench", true, new TreeSet<>(symbols), SHORT, Duration.ofHours(1), HISTORY, START);
        for (Symbol symbol : symbols) {
            hub.accept(new MarketEvent.Ticked(BenchMarket.ticker(symbol, START)));
        }
        for (int i = 0; i < 4 * HISTORY; i++) {
            indicatorUpdate();
        }
    }

    @Benchmark
    public Future<Void> indicatorUpdate() {
        return hub.accept(new MarketEvent.CandleClosed(next()));
    }

    @Benchmark
    public MarketView viewOfSixSymbols() {
        return hub.view(START);
    }

    private Candle next() {
        return BenchMarket.candle(symbols.getFirst(), SHORT, START, number++);
    }
}
