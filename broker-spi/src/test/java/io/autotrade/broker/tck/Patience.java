package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.BrokerException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for answers and for consequences, never longer than the deadline, and says what it waited for. */
class Patience {

    private static final Duration POLL = Duration.ofMillis(25);

    private final Duration deadline;
    private EventLog events = new EventLog();

    Patience(Duration deadline) {
        this.deadline = deadline;
    }

    /** What the broker told since it was opened. */
    final EventLog events() {
        return events;
    }

    /** Begins a new log; what was told before is forgotten. */
    final EventLog newLog() {
        events = new EventLog();
        return events;
    }

    final <T extends @Nullable Object> T await(String what, Future<T> future) {
        try {
            return future.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + " did not complete within " + deadline.toSeconds() + " s", e);
        }
    }

    /** The failure of a future that must fail. */
    final Throwable failure(String what, Future<?> future) {
        Object result =
                await(what, future.<Object>map(value -> "value " + value).otherwise(cause -> cause));
        return result instanceof Throwable failure ? failure : fail(what + " must fail, but gave the " + result);
    }

    /** The failure of a read that must fail. */
    final BrokerException readFailure(String what, Future<?> future) {
        Throwable failure = failure(what, future);
        assertThat(failure).as(what).isInstanceOf(BrokerException.class);
        assertThat(((BrokerException) failure).fault().message())
                .as("message of " + failure)
                .isNotBlank();
        return (BrokerException) failure;
    }

    /** Reads until the answer satisfies; fails with the last answer when the deadline is over. */
    final <T> T eventually(String what, Supplier<T> read, Predicate<T> satisfies) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            int seen = events.size();
            T value = read.get();
            if (satisfies.test(value)) {
                return value;
            }
            if (System.nanoTime() > end) {
                return fail("expected within " + deadline.toSeconds() + " s: " + what + "; last seen: " + value);
            }
            events.awaitMoreThan(seen, POLL);
        }
    }

    static <T> T fail(String message) {
        throw new AssertionError(message);
    }
}
