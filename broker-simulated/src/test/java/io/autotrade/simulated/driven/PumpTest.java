package io.autotrade.simulated.driven;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(VertxExtension.class)
@Timeout(60)
class PumpTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Speed MAX = new Speed(null);

    private final MarketClock clock = new MarketClock(START);
    private Vertx vertx;

    @BeforeEach
    void prepare(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Some moments a second apart, each of some events. */
    private static final class Seconds implements Timeline {
        private final int moments;
        private final int eventsEach;
        private int made;
        private final Promise<Void> ended = Promise.promise();
        private final Promise<@Nullable Instant> stopped = Promise.promise();

        Seconds(int moments, int eventsEach) {
            this.moments = moments;
            this.eventsEach = eventsEach;
        }

        @Override
        public @Nullable Moment next() {
            if (made == moments) {
                ended.tryComplete();
                return null;
            }
            Instant at = START.plusSeconds(++made);
            List<MarketEvent> events = new ArrayList<>();
            for (int i = 0; i < eventsEach; i++) {
                events.add(new MarketEvent.ClockAdvanced(at));
            }
            return new Moment(at, events);
        }

        @Override
        public Future<Void> begin(Moment moment) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> stopped(@Nullable Instant last) {
            stopped.complete(last);
            return Future.succeededFuture();
        }
    }

    private Pump pump(Timeline timeline, Speed speed, @Nullable InstantSource limit) {
        return new Pump(vertx, speed, clock, limit, timeline, LoggerFactory.getLogger("test"));
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(20, TimeUnit.SECONDS);
    }

    @Test
    void theNextEventWaitsUntilTheOneBeforeWasHandled() throws TimeoutException {
        Seconds timeline = new Seconds(500, 2);
        AtomicInteger under = new AtomicInteger();
        List<Integer> most = new CopyOnWriteArrayList<>();
        MarketListener listener = event -> {
            most.add(under.incrementAndGet());
            Promise<Void> handled = Promise.promise();
            vertx.runOnContext(ignored -> {
                under.decrementAndGet();
                handled.complete();
            });
            return handled.future();
        };

        pump(timeline, MAX, null).start(listener);
        await(timeline.ended.future());

        assertThat(most).hasSize(1_000).containsOnly(1);
    }

    @Test
    void theClockShowsTheTimeOfTheEvent() throws TimeoutException {
        Seconds timeline = new Seconds(100, 1);
        List<Instant> shown = new CopyOnWriteArrayList<>();
        List<Instant> told = new CopyOnWriteArrayList<>();

        pump(timeline, MAX, null).start(event -> {
            shown.add(clock.instant());
            told.add(event.at());
            return Future.succeededFuture();
        });
        await(timeline.ended.future());

        assertThat(shown).isEqualTo(told).hasSize(100).isSorted();
    }

    @Test
    void manyEventsNeitherFillTheStackNorKeepOtherWorkOffTheLoop() throws TimeoutException {
        Seconds timeline = new Seconds(100_000, 3);
        Pump pump = pump(timeline, MAX, null);
        AtomicInteger events = new AtomicInteger();
        AtomicInteger eventsWhenOthersRan = new AtomicInteger(-1);

        pump.start(event -> {
            if (events.incrementAndGet() == 1_000) {
                vertx.runOnContext(other -> eventsWhenOthersRan.set(events.get()));
            }
            return Future.succeededFuture();
        });
        await(timeline.ended.future());

        assertThat(events).hasValue(300_000);
        assertThat(eventsWhenOthersRan.get()).isBetween(1_000, 1_000 + 2 * 64);
    }

    @Test
    void aListenerThatFailsOrThrowsDoesNotStopTheMarket() throws TimeoutException {
        Seconds timeline = new Seconds(4, 1);
        AtomicInteger events = new AtomicInteger();

        pump(timeline, MAX, null).start(event -> {
            if (events.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("thrown on purpose");
            }
            return Future.failedFuture("failed on purpose");
        });
        await(timeline.ended.future());

        assertThat(events).hasValue(4);
    }

    @Test
    void aStopLeavesNoMomentHalfTold() throws TimeoutException {
        Seconds timeline = new Seconds(10, 3);
        Pump pump = pump(timeline, MAX, null);
        AtomicInteger events = new AtomicInteger();
        Promise<Void> reached = Promise.promise();
        Promise<Void> hold = Promise.promise();
        pump.start(event -> {
            if (events.incrementAndGet() == 4) { // the first of the second moment
                reached.complete();
                return hold.future();
            }
            return Future.succeededFuture();
        });
        await(reached.future());

        Future<Void> stopped = pump.stop();
        hold.complete();
        await(stopped);

        assertThat(events).hasValue(6);
        assertThat(await(timeline.stopped.future())).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void aListenerThatHangsDoesNotKeepItFromStopping() throws TimeoutException {
        Seconds timeline = new Seconds(10, 2);
        Pump pump = pump(timeline, MAX, null);
        AtomicInteger events = new AtomicInteger();
        Promise<Void> hold = Promise.promise();
        Promise<Void> reached = Promise.promise();
        pump.start(event -> {
            if (events.incrementAndGet() == 3) { // the first of the second moment
                reached.complete();
                return hold.future();
            }
            return Future.succeededFuture();
        });
        await(reached.future());

        await(pump.stop());
        hold.complete();

        // The second moment was not told whole, so it counts as not told.
        assertThat(await(timeline.stopped.future())).isEqualTo(START.plusSeconds(1));
        assertThat(events).hasValue(3);
    }

    @Test
    void marketTimeKeepsItsSpeed() throws TimeoutException {
        Seconds timeline = new Seconds(100, 1);
        long began = System.nanoTime();

        pump(timeline, new Speed(new BigDecimal("500")), null).start(event -> Future.succeededFuture());
        await(timeline.ended.future());

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isBetween(190L, 5_000L);
    }

    @Test
    void aPumpThatWasNeverStartedStops() throws TimeoutException {
        Seconds timeline = new Seconds(1, 1);

        await(pump(timeline, MAX, null).stop());

        assertThat(await(timeline.stopped.future())).isNull();
    }
}
