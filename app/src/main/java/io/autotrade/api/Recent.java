package io.autotrade.api;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One answer for everybody who asks within a moment, so that many readers cost as much as a few. Something new in the
 * journal ends the moment at once: who was told of an event never reads an answer from before it. Used from one event
 * loop.
 */
final class Recent<T> {

    private final Duration moment;
    private final LongSupplier version;
    private final InstantSource clock;
    private @Nullable Future<T> answer;
    private Instant askedAt = Instant.EPOCH;
    private long askedOf;

    /**
     * @param moment how long an answer serves at most
     * @param version of what is read; another one makes every answer old
     */
    Recent(Duration moment, LongSupplier version, InstantSource clock) {
        this.moment = moment;
        this.version = version;
        this.clock = clock;
    }

    /** The answer of a moment ago, or a new one. A failure serves nobody but those who waited for it. */
    Future<T> get(Supplier<Future<T>> read) {
        Instant now = clock.instant();
        long current = version.getAsLong();
        Future<T> known = answer;
        boolean old = now.isBefore(askedAt) || now.isAfter(askedAt.plus(moment));
        if (known == null || known.failed() || askedOf != current || old) {
            known = read.get();
            answer = known;
            askedAt = now;
            askedOf = current;
        }
        return known;
    }

    /** What was read so far serves nobody any more. */
    void forget() {
        answer = null;
    }
}
