package io.autotrade.bench;

import io.autotrade.risk.GateInput;
import io.autotrade.risk.RiskGate;
import io.autotrade.risk.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One verdict with all rules, on books with five positions. Target: 99 % within 200 microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RiskVerdictBenchmark {

    private final BenchBooks books = new BenchBooks();
    private final RiskGate gate = new RiskGate();
    private final GateInput entry = books.entry(books.portfolio());

    /** The rules alone. */
    @Benchmark
    public Verdict verdict() {
        return gate.judge(entry);
    }

    /** What a cycle does for one decision: mark the books, collect the input, judge. */
    @Benchmark
    public Verdict markAndJudge() {
        return gate.judge(books.entry(books.portfolio()));
    }
}
