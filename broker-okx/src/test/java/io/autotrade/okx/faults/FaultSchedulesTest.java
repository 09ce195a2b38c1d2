package io.autotrade.okx.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Seeded schedules of faults: connections cut before and after the deed, half answers, rate limits, lost, doubled and
 * late pushes, rows that come late into the lists, forced closes, trades by hand, restarts at any step. After each: no
 * order twice, no fill lost, no position without a stop for more than five seconds, books equal to the exchange.
 *
 * <p>{@code -Dautotrade.okx.schedules=N} sets how many, {@code -Dautotrade.okx.seed=N} where to begin.
 */
@Timeout(24 * 3600)
class FaultSchedulesTest {

    private static final int LANES = Integer.getInteger("autotrade.okx.lanes", 150);
    private static final long SCHEDULES = Long.getLong("autotrade.okx.schedules", 250);
    private static final long FIRST = Long.getLong("autotrade.okx.seed", 1);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void leavesNoDoubleOrderNoLostFillAndNoNakedPositionBehind() {
        AtomicLong next = new AtomicLong(FIRST);
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LANES; i++) {
                boolean hedged = i % 4 == 3;
                threads.execute(() -> work(hedged, next, problems));
            }
        }
        assertThat(problems).withFailMessage(() -> String.join("\n", problems)).isEmpty();
    }

    /** A lane whose books have gone wrong is left, because everything after would be wrong too. */
    private void work(boolean hedged, AtomicLong next, Queue<String> problems) {
        try (Lane lane = new Lane(vertx, hedged)) {
            for (long seed = next.getAndIncrement(); seed < FIRST + SCHEDULES; seed = next.getAndIncrement()) {
                lane.run(seed);
            }
        } catch (AssertionError | RuntimeException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
