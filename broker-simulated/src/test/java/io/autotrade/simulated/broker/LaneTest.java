package io.autotrade.simulated.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final Lane lane = new Lane();

    @Test
    void theNextOperationWaitsForTheOneBefore() {
        List<String> order = new ArrayList<>();
        Promise<String> slow = Promise.promise();

        Future<String> first = lane.run(() -> {
            order.add("first begins");
            return slow.future();
        });
        Future<String> second = lane.run(() -> {
            order.add("second begins");
            return Future.succeededFuture("b");
        });
        assertThat(order).containsExactly("first begins");
        slow.complete("a");

        assertThat(order).containsExactly("first begins", "second begins");
        assertThat(first.result() + second.result()).isEqualTo("ab");
    }

    @Test
    void anOperationThatThrowsFailsAloneAndTheLaneGoesOn() {
        Future<String> broken = lane.run(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(broken.cause()).hasMessage("broken");
        assertThat(lane.run(() -> Future.succeededFuture("next")).result()).isEqualTo("next");
    }

    @Test
    void aHundredThousandWaitingOperationsDoNotExhaustTheStack() {
        Promise<Integer> gate = Promise.promise();
        lane.run(gate::future);
        Future<Integer> last = Future.succeededFuture();
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            last = lane.run(() -> Future.succeededFuture(number));
        }

        gate.complete(0);

        assertThat(last.result()).isEqualTo(99_999);
    }

    @Test
    void operationsFromManyThreadsNeverOverlap() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    lane.run(() -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        return Future.succeededFuture();
                    });
                }
                done.countDown();
            });
        }
        done.await();

        assertThat(lane.run(() -> Future.succeededFuture(most.get())).await()).isEqualTo(1);
    }
}
