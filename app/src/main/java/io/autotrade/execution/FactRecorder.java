package io.autotrade.execution;

import io.autotrade.bus.DomainEvent;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals what has already happened at the venue. A fact cannot be refused: while the database is away facts wait in
 * order and are written when it is back. The queue is bounded; what does not fit is dropped with an alarm and found
 * again by reconciliation, because venues can be asked.
 *
 * <p>Safe from any thread.
 */
public final class FactRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(FactRecorder.class);
    private static final int CAPACITY = 50_000;
    private static final int BATCH = 256;
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 5_000;

    private final Vertx vertx;
    private final Journal journal;
    private final Deque<DomainEvent> queue = new ArrayDeque<>();
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private boolean writing;
    private boolean lossy;
    private long retryMillis = FIRST_RETRY_MILLIS;

    public FactRecorder(Vertx vertx, Journal journal) {
        this.vertx = vertx;
        this.journal = journal;
    }

    /** Takes facts in the order of the calls; returns at once. */
    public void record(List<? extends DomainEvent> facts) {
        if (facts.isEmpty()) {
            return;
        }
        synchronized (this) {
            if (queue.size() + facts.size() > CAPACITY) {
                if (!lossy) {
                    LOG.error(
                            "more than {} facts wait for the database; further ones are left to reconciliation",
                            CAPACITY);
                }
                lossy = true;
                return;
            }
            queue.addAll(facts);
            if (writing) {
                return;
            }
            writing = true;
        }
        writeNext();
    }

    /** Completes when everything recorded so far, and what followed from it, is durable and in the books. */
    public Future<Void> settled() {
        synchronized (this) {
            if (!writing) {
                return Future.succeededFuture();
            }
            Promise<Void> promise = Promise.promise();
            waiting.add(promise);
            return promise.future();
        }
    }

    /** Facts that wait to be written. */
    public synchronized int backlog() {
        return queue.size();
    }

    /** Whether facts were dropped since the last call; the caller then reconciles. */
    public synchronized boolean takeLossy() {
        boolean was = lossy;
        lossy = false;
        return was;
    }

    private void writeNext() {
        List<DomainEvent> batch;
        List<Promise<Void>> done = List.of();
        synchronized (this) {
            batch = queue.stream().limit(BATCH).toList();
            if (batch.isEmpty()) {
                writing = false;
                done = List.copyOf(waiting);
                waiting.clear();
            }
        }
        if (batch.isEmpty()) {
            done.forEach(Promise::complete);
            return;
        }
        journal.append(batch).onComplete(written -> {
            if (written.succeeded()) {
                written(batch.size());
            } else {
                retryLater(written.cause());
            }
        });
    }

    private void written(int count) {
        synchronized (this) {
            for (int i = 0; i < count; i++) {
                queue.removeFirst();
            }
            retryMillis = FIRST_RETRY_MILLIS;
        }
        writeNext();
    }

    private void retryLater(Throwable cause) {
        long delay;
        synchronized (this) {
            delay = retryMillis;
            retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
        }
        LOG.warn("facts wait for the database, next try in {} ms: {}", delay, cause.getMessage());
        vertx.setTimer(delay, timer -> writeNext());
    }
}
