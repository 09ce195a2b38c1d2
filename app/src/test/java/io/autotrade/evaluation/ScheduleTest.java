package io.autotrade.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.execution.Books;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Instant LAST = Instant.parse("2026-05-10T12:00:00Z");

    private static boolean due(int failures, String now) {
        Books.Schedule schedule = new Books.Schedule(false, 7, LAST, LAST, failures);
        return Schedule.isDue(schedule, INTERVAL, Instant.parse("2026-05-" + now + "Z"));
    }

    @Test
    void theFirstCycleIsDueAtOnce() {
        assertThat(Schedule.isDue(new Books.Schedule(false, 0, null, null, 0), INTERVAL, LAST))
                .isTrue();
    }

    @Test
    void theNextIsDueAnIntervalAfterTheLastBegan() {
        assertThat(due(0, "10T12:04:59")).isFalse();
        assertThat(due(0, "10T12:05:00")).isTrue();
    }

    @Test
    void everyFailureDoublesTheIntervalUpToEightfold() {
        assertThat(due(1, "10T12:09:59")).isFalse();
        assertThat(due(1, "10T12:10:00")).isTrue();
        assertThat(due(9, "10T12:39:59")).isFalse();
        assertThat(due(9, "10T12:40:00")).isTrue();
    }

    @Test
    void nothingIsDueWhilePaused() {
        assertThat(Schedule.isDue(new Books.Schedule(true, 7, LAST, LAST, 0), INTERVAL, LAST.plus(Duration.ofDays(1))))
                .isFalse();
    }

    @Test
    void aMarketThatGoesOnALittleEarlierRepeatsNoCycle() {
        assertThat(due(0, "10T11:55:00")).isFalse();
    }

    @Test
    void anotherMarketWhoseTimeIsEarlierIsNotWaitedFor() {
        assertThat(due(0, "02T11:55:00")).isTrue();
    }
}
