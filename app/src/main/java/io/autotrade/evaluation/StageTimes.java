package io.autotrade.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Wall-clock time spent in each stage of one cycle. */
final class StageTimes {

    private final Map<String, Long> millis = new LinkedHashMap<>();
    private final CycleSpans spans;

    StageTimes(CycleSpans spans) {
        this.spans = spans;
    }

    <T> T measure(String stage, Supplier<T> work) {
        long began = System.nanoTime();
        try {
            return spans.stage(stage, work);
        } finally {
            millis.merge(stage, (System.nanoTime() - began) / 1_000_000, Long::sum);
        }
    }

    void measure(String stage, Runnable work) {
        measure(stage, () -> {
            work.run();
            return true;
        });
    }

    Map<String, Long> millis() {
        return Map.copyOf(millis);
    }
}
