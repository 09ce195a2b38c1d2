package io.autotrade.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** A token bucket per address. Used from one event loop. */
final class RequestRate {

    private record Bucket(double tokens, Instant at) {}

    private final InstantSource clock;
    private final IntSupplier perSecond;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    RequestRate(InstantSource clock, IntSupplier perSecond) {
        this.clock = clock;
        this.perSecond = perSecond;
    }

    /** Whether the address may do one more now. */
    boolean admit(String address) {
        Instant now = clock.instant();
        Bucket before = buckets.get(address);
        double tokens = before == null ? burst() : refilled(before, now);
        boolean admitted = tokens >= 1;
        buckets.put(address, new Bucket(admitted ? tokens - 1 : tokens, now));
        if (buckets.size() > Limits.MAX_ADDRESSES) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return admitted;
    }

    private double refilled(Bucket bucket, Instant now) {
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toMillis()) / 1000.0;
        return Math.min(burst(), bucket.tokens() + seconds * perSecond.getAsInt());
    }

    private double burst() {
        return (double) perSecond.getAsInt() * Limits.BURST_SECONDS;
    }
}
