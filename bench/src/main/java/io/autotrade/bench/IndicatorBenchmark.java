package io.autotrade.bench;

import io.autotrade.broker.Candle;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.market.MarketHub;
import io.autotrade.market.MarketView;
import io.vertx.core.Future;
import java.math.BigDecimal;
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
            hub.accept(new MarketEvent.Ticked(ticker(symbol)));
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
        BigDecimal open = price(number - 1);
        BigDecimal close = price(number);
        Instant opensAt = START.plus(SHORT.multipliedBy(number++));
        BigDecimal wick = new BigDecimal("0.5");
        return new Candle(
                symbols.getFirst(),
                SHORT,
                opensAt,
                open,
                open.max(close).add(wick),
                open.min(close).subtract(wick),
                close,
                BigDecimal.valueOf(10 + number % 7));
    }

    private static BigDecimal price(long i) {
        return BigDecimal.valueOf(100_000 + Math.round(500 * Math.sin(i / 9.0)), 1);
    }

    private static Ticker ticker(Symbol symbol) {
        BigDecimal price = BigDecimal.valueOf(10_000);
        return new Ticker(symbol, price, price, price, price, null, null, null, null, START);
    }
}
