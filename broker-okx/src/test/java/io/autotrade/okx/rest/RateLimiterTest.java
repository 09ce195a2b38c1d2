package io.autotrade.okx.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration PATIENT = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final RateLimiter limiter = new RateLimiter(now::get);

    @Property(tries = 200)
    void noWindowEverHoldsMoreThanTheLimit(
            @ForAll @IntRange(min = 1, max = 7) int limit,
            @ForAll @Size(40) List<@IntRange(max = 900) Integer> pauses) {
        RateLimiter fresh = new RateLimiter(now::get);
        List<Long> departures = new ArrayList<>();
        for (int pause : pauses) {
            now.addAndGet(Duration.ofMillis(pause).toNanos());
            long wait = fresh.reserve("a", limit, WINDOW, PATIENT).orElseThrow();
            departures.add(now.get() + wait);
        }
        for (int i = limit; i < departures.size(); i++) {
            assertThat(departures.get(i) - departures.get(i - limit)).isGreaterThanOrEqualTo(WINDOW.toNanos());
        }
    }

    @Test
    void aRequestThatWouldWaitTooLongTakesNoPlace() {
        assertThat(limiter.reserve("a", 1, WINDOW, Duration.ZERO)).hasValue(0);
        assertThat(limiter.reserve("a", 1, WINDOW, Duration.ofSeconds(1))).isEqualTo(OptionalLong.empty());

        assertThat(limiter.reserve("a", 1, WINDOW, Duration.ofSeconds(3)).orElseThrow())
                .isLessThan(Duration.ofMillis(2200).toNanos());
    }

    @Test
    void bucketsAreIndependent() {
        limiter.reserve("a", 1, WINDOW, Duration.ZERO);

        assertThat(limiter.reserve("b", 1, WINDOW, Duration.ZERO)).hasValue(0);
    }

    @Test
    void afterTooManyRequestsABucketRests() {
        limiter.pause("a", Duration.ofSeconds(2));

        assertThat(limiter.reserve("a", 10, WINDOW, PATIENT))
                .hasValue(Duration.ofSeconds(2).toNanos());
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(limiter.reserve("a", 10, WINDOW, PATIENT)).hasValue(0);
    }
}
