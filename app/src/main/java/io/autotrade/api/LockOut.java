package io.autotrade.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who sent wrong tokens. An address that sent too many within a while is not listened to for as long, not
 * even with the right one. Used from one event loop.
 */
final class LockOut {

    private record Failures(int count, Instant since) {}

    private final InstantSource clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();

    LockOut(InstantSource clock) {
        this.clock = clock;
    }

    /** How long the address stays locked out; zero or negative when it is not. */
    Duration remaining(String address) {
        Failures failures = byAddress.get(address);
        if (failures == null || failures.count() < Limits.WRONG_TOKENS) {
            return Duration.ZERO;
        }
        return Duration.between(clock.instant(), failures.since().plus(Limits.LOCKOUT));
    }

    void failed(String address) {
        Instant now = clock.instant();
        byAddress.put(address, next(byAddress.remove(address), now));
        if (byAddress.size() > Limits.MAX_ADDRESSES) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
    }

    private static Failures next(@Nullable Failures before, Instant now) {
        if (before == null || !now.isBefore(before.since().plus(Limits.LOCKOUT))) {
            return new Failures(1, now);
        }
        int count = before.count() + 1;
        // The lock-out counts from the failure that caused it.
        return new Failures(count, count >= Limits.WRONG_TOKENS ? now : before.since());
    }
}
