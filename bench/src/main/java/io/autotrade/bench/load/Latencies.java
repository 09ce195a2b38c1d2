package io.autotrade.bench.load;

import java.util.Arrays;
import java.util.Locale;

/** Times of many operations, in nanoseconds; kept one by one, so percentiles are exact. Used from one thread. */
final class Latencies {

    private long[] nanos = new long[1 << 12];
    private int size;
    private boolean sorted;

    void add(long value) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = value;
        sorted = false;
    }

    int size() {
        return size;
    }

    /** @param share of the values that are smaller or equal, above 0 and up to 1 */
    double millis(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, size);
            sorted = true;
        }
        return nanos[Math.max(0, (int) Math.ceil(share * size) - 1)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.2f ms, p99 %.2f ms, max %.1f ms", millis(0.5), millis(0.99), millis(1));
    }
}
