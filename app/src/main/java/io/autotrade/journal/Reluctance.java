package io.autotrade.journal;

import io.vertx.pgclient.PgException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps a database that is connected from taking writes: it refuses for the moment, or does not answer. */
final class Reluctance {

    private static final Logger LOG = LoggerFactory.getLogger(Reluctance.class);

    private final JournalOptions limits;
    private volatile boolean refusing;
    private volatile boolean slow;
    private long refusedAt;
    private long pause;

    Reluctance(JournalOptions limits) {
        this.limits = limits;
    }

    /** Out of resources, shutting down, or a conflict: the same transaction may succeed a little later. */
    static boolean mayPass(Throwable cause) {
        String code = cause instanceof PgException answer ? answer.getSqlState() : "";
        return code != null && (code.startsWith("53") || code.startsWith("57") || code.startsWith("40"));
    }

    /** Whether it takes no writes, or not soon. Any thread. */
    boolean isPresent() {
        return refusing || slow;
    }

    /** Whether the next attempt should wait, longer with every refusal. */
    boolean pausing() {
        return refusing && System.nanoTime() - refusedAt < pause;
    }

    void refused(Throwable cause) {
        if (refusing) {
            pause = Math.min(2 * pause, limits.maxRetryDelay().toNanos());
        } else {
            LOG.warn("the database does not take writes at the moment: {}", cause.getMessage());
            pause = limits.retryDelay().toNanos();
        }
        refusing = true;
        refusedAt = System.nanoTime();
    }

    /** @param nanos since it was asked for what is not answered; 0 when nothing is */
    void silentFor(long nanos) {
        slow = nanos > limits.slowAfter().toNanos();
    }

    void wrote() {
        refusing = false;
        slow = false;
    }
}
