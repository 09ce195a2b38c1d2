package io.autotrade.bench;

import io.autotrade.bus.EventJson;
import io.autotrade.journal.Journal;
import io.autotrade.market.MarketHub;
import io.autotrade.market.MarketViewJson;
import io.autotrade.risk.GateInput;
import io.autotrade.risk.RiskGate;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a cycle computes for six symbols, without advisor, broker and database: the market view and its text and hash,
 * and for every symbol marked books, the verdict of all rules, and the kept input with its hash.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CycleBenchmark {

    private static final int HISTORY = 300;

    private final BenchBooks books = new BenchBooks();
    private final RiskGate gate = new RiskGate();
    private MarketHub hub;

    @Setup
    public void create() {
        hub = BenchMarket.sixSymbols(HISTORY);
    }

    @Benchmark
    public void sixSymbols(Blackhole sink) {
        sink.consume(Journal.hashOf(recordedView()));
        for (int i = 0; i < BenchBooks.SYMBOLS.size(); i++) {
            GateInput input = books.entry(books.portfolio());
            sink.consume(gate.judge(input));
            sink.consume(Journal.hashOf(EventJson.write(input)));
        }
    }

    @Benchmark
    public String recordedView() {
        return MarketViewJson.write(hub.view(BenchBooks.NOW).withCandles(12));
    }
}
