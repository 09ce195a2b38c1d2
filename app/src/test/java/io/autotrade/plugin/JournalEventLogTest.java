package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.tck.InMemoryStore;
import io.autotrade.bus.AlertRaised;
import io.autotrade.execution.InMemoryJournal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A consumer is handed every event in order, again when it failed, and goes on where it was when it comes back. */
class JournalEventLogTest {

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final InMemoryStore positions = new InMemoryStore(vertx);
    private final List<Long> handed = new CopyOnWriteArrayList<>();
    private final List<String> stuck = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void everyEventComesOnceAndInOrderAlsoThoseOfLongAgoAndThoseThatDidNotFit() {
        append(1_700);
        List<Promise<Void>> open = new ArrayList<>();
        JournalEventLog log = follow(0, event -> {
            handed.add(event.getLong("seq"));
            if (event.getLong("seq") == 3) { // the journal goes on by more than is kept meanwhile
                open.add(Promise.promise());
                return open.getFirst().future();
            }
            return Future.succeededFuture();
        });
        until(() -> handed.size() == 3);
        append(1_500);
        open.getFirst().complete();

        until(() -> handed.size() >= 3_200);
        append(2);
        until(() -> handed.size() >= 3_202);
        assertThat(handed).isEqualTo(LongStream.rangeClosed(1, 3_202).boxed().toList());
        log.close().await();
    }

    @Test
    void whatFailedComesAgainAndNothingBeforeIt() {
        append(3);
        AtomicInteger attempts = new AtomicInteger();
        JournalEventLog log = follow(0, event -> {
            if (event.getLong("seq") == 2 && attempts.getAndIncrement() == 0) {
                throw new IllegalStateException("not today");
            }
            handed.add(event.getLong("seq"));
            return Future.succeededFuture();
        });

        until(() -> handed.size() == 3);
        assertThat(handed).containsExactly(1L, 2L, 3L);
        assertThat(stuck).isEmpty();
        log.close().await();
    }

    @Test
    void itGoesOnWhereItWasWhenItWasClosed() {
        append(5);
        JournalEventLog first = follow(0, this::take);
        until(() -> handed.size() == 5);
        first.close().await();
        append(3);
        assertThat(handed).hasSize(5);

        JournalEventLog second = follow(0, this::take);
        until(() -> handed.size() >= 8);

        assertThat(handed).isEqualTo(LongStream.rangeClosed(1, 8).boxed().toList());
        second.close().await();
    }

    @Test
    void aNewConsumerMayBeginWithWhatIsStillToCome() {
        append(4);
        JournalEventLog log = follow(4, this::take);
        append(1);

        until(() -> !handed.isEmpty());
        assertThat(handed).containsExactly(5L);
        assertThat(log.last()).isEqualTo(5);
        assertThat(log.read(3, 10).await())
                .extracting(event -> event.getLong("seq"))
                .containsExactly(4L, 5L);
        log.close().await();
    }

    @Test
    void thePauseDoublesUpToAMinute() {
        assertThat(EventFollower.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(EventFollower.pause(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(EventFollower.pause(7)).isEqualTo(Duration.ofMinutes(1));
        assertThat(EventFollower.pause(1_000_000)).isEqualTo(Duration.ofMinutes(1));
    }

    private Future<Void> take(JsonObject event) {
        handed.add(event.getLong("seq"));
        return Future.succeededFuture();
    }

    private JournalEventLog follow(long firstAfter, Function<JsonObject, Future<Void>> handler) {
        JournalEventLog log =
                new JournalEventLog(vertx, journal, positions, stuck::add, LoggerFactory.getLogger("test"));
        Context context = vertx.getOrCreateContext();
        Promise<Void> following = Promise.promise();
        context.runOnContext(ignored -> {
            log.follow(firstAfter, handler);
            following.complete();
        });
        following.future().await();
        return log;
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            journal.append(new AlertRaised(AlertRaised.Severity.INFO, "test", "number " + i, null, Instant.EPOCH))
                    .await();
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within half a minute").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
