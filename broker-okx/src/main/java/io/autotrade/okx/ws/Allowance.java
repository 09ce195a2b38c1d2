package io.autotrade.okx.ws;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * So many of something within any span of time. OKX takes 480 requests an hour per connection and three connections a
 * second per address. Safe from any thread.
 */
final class Allowance {

    private final int most;
    private final long span;
    private final ArrayDeque<Long> taken = new ArrayDeque<>();

    Allowance(int most, Duration span) {
        this.most = most;
        this.span = span.toNanos();
    }

    /** Takes one at once, if there is one. */
    synchronized boolean take(long now) {
        forget(now);
        if (taken.size() >= most) {
            return false;
        }
        taken.addLast(now);
        return true;
    }

    /**
     * Takes the next one there will be.
     *
     * @return how long to wait for it
     */
    synchronized Duration reserve(long now) {
        forget(now);
        long at = now;
        if (taken.size() >= most) {
            at = taken.stream().skip(taken.size() - most).findFirst().orElse(now) + span;
        }
        taken.addLast(at);
        return Duration.ofNanos(Math.max(0, at - now));
    }

    private void forget(long now) {
        while (!taken.isEmpty() && now - taken.peekFirst() >= span) {
            taken.removeFirst();
        }
    }
}
