package io.autotrade.bench;

import io.autotrade.portfolio.SnapshotJson;
import java.time.Duration;
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

/** The portfolio snapshot as text, five positions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SnapshotBenchmark {

    private final BenchBooks books = new BenchBooks();
    private final SnapshotJson.Frame frame =
            new SnapshotJson.Frame("simulation", true, "Paper", BenchBooks.NOW, Duration.ofMinutes(3));

    @Benchmark
    public String snapshot() {
        return SnapshotJson.of(
                        books.portfolio(),
                        books.ledger.closedPositions(),
                        books.ledger.recentTrades(),
                        books.ledger.statistics(),
                        frame)
                .toString();
    }
}
