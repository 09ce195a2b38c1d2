package io.autotrade.execution;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Round trips of the last order submissions of this process. Safe from any thread. */
public final class OrderLatency {

    private static final int KEPT = 1_000;

    /** Milliseconds; a measurement, not money. */
    public record Stats(long count, double minMillis, double maxMillis, double averageMillis, double latestMillis) {}

    private final double[] samples = new double[KEPT];
    private long total;
    private Consumer<Duration> listener = roundTrip -> {};

    public synchronized void add(Duration roundTrip) {
        samples[(int) (total % KEPT)] = roundTrip.toNanos() / 1e6;
        total++;
        listener.accept(roundTrip);
    }

    /** Tells every round trip from now on to one listener, which is quick and does not throw. */
    public synchronized void listen(Consumer<Duration> each) {
        listener = each;
    }

    /** Empty before the first submission. */
    public synchronized Optional<Stats> stats() {
        if (total == 0) {
            return Optional.empty();
        }
        int size = (int) Math.min(total, KEPT);
        double[] kept = Arrays.copyOf(samples, size);
        double latest = samples[(int) ((total - 1) % KEPT)];
        return Optional.of(new Stats(
                size,
                Arrays.stream(kept).min().orElseThrow(),
                Arrays.stream(kept).max().orElseThrow(),
                Arrays.stream(kept).average().orElseThrow(),
                latest));
    }
}
