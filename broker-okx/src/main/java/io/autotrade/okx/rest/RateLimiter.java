package io.autotrade.okx.rest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Keeps every bucket within its limit by telling each request when it may go. Requests of a bucket go in the order in
 * which they asked; a request that would wait too long is refused at once and takes no place. Safe from any thread.
 */
final class RateLimiter {

    /** OKX counts arrivals and we count departures; a little air between the two windows. */
    private static final double SLACK = 1.05;

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new HashMap<>();

    RateLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Reserves a place.
     *
     * @return nanoseconds to wait before sending, zero for now; empty when it would be longer than {@code longest}
     */
    synchronized OptionalLong reserve(String bucket, int limit, Duration window, Duration longest) {
        long now = nanoTime.getAsLong();
        Bucket state = buckets.computeIfAbsent(bucket, name -> new Bucket());
        long at = state.next(now, limit, span(window));
        if (at - now > longest.toNanos()) {
            return OptionalLong.empty();
        }
        state.taken.addLast(at);
        return OptionalLong.of(Math.max(0, at - now));
    }

    /** How long a request would have to wait now. */
    synchronized Duration wait(String bucket, int limit, Duration window) {
        long now = nanoTime.getAsLong();
        Bucket state = buckets.get(bucket);
        return state == null
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, state.next(now, limit, span(window)) - now));
    }

    /** Nothing of this bucket goes before the pause is over: OKX has said that it was too much. */
    synchronized void pause(String bucket, Duration pause) {
        Bucket state = buckets.computeIfAbsent(bucket, name -> new Bucket());
        state.notBefore = Math.max(state.notBefore, nanoTime.getAsLong() + pause.toNanos());
        state.paused = true;
    }

    private static long span(Duration window) {
        return (long) (window.toNanos() * SLACK);
    }

    private static final class Bucket {

        private final ArrayDeque<Long> taken = new ArrayDeque<>();
        private long notBefore;
        private boolean paused;

        /** When the next request may go; departures out of the window are forgotten. */
        private long next(long now, int limit, long span) {
            while (!taken.isEmpty() && now - taken.peekFirst() >= span) {
                taken.removeFirst();
            }
            long at = now;
            if (taken.size() >= limit) {
                at = nthFromEnd(limit) + span;
            }
            if (!taken.isEmpty()) {
                at = Math.max(at, taken.peekLast());
            }
            return paused ? Math.max(at, notBefore) : at;
        }

        private long nthFromEnd(int n) {
            int skip = taken.size() - n;
            for (long value : taken) {
                if (skip-- == 0) {
                    return value;
                }
            }
            throw new IllegalStateException("fewer than " + n + " departures");
        }
    }
}
