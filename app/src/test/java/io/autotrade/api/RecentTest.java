package io.autotrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many who ask within a moment share an answer, but never one from before something happened. */
class RecentTest {

    private long seq = 7;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Promise<String>> reads = new ArrayList<>();
    private final Recent<String> recent = new Recent<>(Duration.ofMillis(100), () -> seq, () -> now);

    private Future<String> ask() {
        return recent.get(() -> {
            reads.add(Promise.promise());
            return reads.getLast().future();
        });
    }

    @Test
    void whoAsksWhileAnotherWaitsOrAMomentLaterIsAnsweredAlong() {
        Future<String> first = ask();
        Future<String> second = ask();
        reads.getFirst().complete("one");
        now = now.plusMillis(100);
        Future<String> third = ask();

        assertThat(reads).hasSize(1);
        assertThat(List.of(first.result(), second.result(), third.result())).containsOnly("one");
    }

    @Test
    void afterTheMomentItIsReadAgain() {
        ask();
        reads.getFirst().complete("one");
        now = now.plusMillis(101);

        assertThat(ask().isComplete()).isFalse();
        assertThat(reads).hasSize(2);
    }

    @Test
    void whatHappenedMeanwhileIsNeverMissing() {
        ask();
        seq++; // recorded while the first is still being read
        ask();
        assertThat(reads).hasSize(2);
        reads.get(0).complete("before");
        reads.get(1).complete("after");

        assertThat(ask().result()).isEqualTo("after");
    }

    @Test
    void aFailureIsNotKeptAndAForcedReadForgets() {
        ask();
        reads.getFirst().fail("away");
        ask();
        reads.getLast().complete("there");
        recent.forget();
        ask();

        assertThat(reads).hasSize(3);
    }
}
