package io.autotrade.execution;

import io.autotrade.bus.DomainEvent;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals what has already happened at the venue. A fact cannot be refused: while the database is away facts are
 * remembered in order, the books know them, and they are written when it is back. The queue is bounded; what does not
 * fit is dropped with an alarm and found again by reconciliation, because venues can be asked.
 *
 * <p>Safe from any thread.
 */
public final class FactRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(FactRecorder.class);

    private final Journal journal;
    private final List<Promise<Void>> untilWritten = new ArrayList<>();
    private final List<Promise<Void>> untilKnown = new ArrayList<>();
    private int unwritten;
    private int unknown;
    private boolean lossy;

    public FactRecorder(Journal journal) {
        this.journal = journal;
    }

    /** Takes facts in the order of the calls; returns at once. */
    public void record(List<? extends DomainEvent> facts) {
        if (!facts.isEmpty()) {
            follow(journal.remember(Journal.Urgency.FACT, facts), facts.size());
        }
    }

    /**
     * Takes in what must not wait for a database that is away and is not refused for want of room as soon as facts are.
     *
     * @return its known completes when the books know it; fails when it was not taken in
     */
    Journal.Receipt urgent(List<? extends DomainEvent> events) {
        Journal.Receipt receipt = journal.remember(Journal.Urgency.EXIT, events);
        follow(receipt, events.size());
        return receipt;
    }

    private void follow(Journal.Receipt receipt, int size) {
        synchronized (this) {
            unwritten += size;
            unknown += size;
        }
        receipt.known().onComplete(done -> known(size));
        receipt.committed().onComplete(done -> {
            if (done.failed()) {
                dropped(done.cause());
            }
            written(size);
        });
    }

    private synchronized void dropped(Throwable cause) {
        if (!lossy) {
            LOG.error("facts could not be journalled and are left to reconciliation: {}", cause.getMessage());
        }
        lossy = true;
    }

    private void known(int size) {
        List<Promise<Void>> done;
        synchronized (this) {
            unknown -= size;
            done = takeIf(unknown == 0, untilKnown);
        }
        done.forEach(Promise::complete);
    }

    private void written(int size) {
        List<Promise<Void>> done;
        synchronized (this) {
            unwritten -= size;
            done = takeIf(unwritten == 0, untilWritten);
        }
        done.forEach(Promise::complete);
    }

    private static List<Promise<Void>> takeIf(boolean due, List<Promise<Void>> waiting) {
        List<Promise<Void>> taken = due ? List.copyOf(waiting) : List.of();
        if (due) {
            waiting.clear();
        }
        return taken;
    }

    /** Completes when everything recorded so far, and what followed from it, is durable and in the books. */
    public synchronized Future<Void> settled() {
        return wait(unwritten == 0, untilWritten);
    }

    /** As {@link #settled}, but while the database is away it is enough that the books know it. */
    public synchronized Future<Void> known() {
        return wait(unknown == 0, untilKnown);
    }

    private static Future<Void> wait(boolean done, List<Promise<Void>> waiting) {
        if (done) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }

    /** Facts that wait to be written. */
    public synchronized int backlog() {
        return unwritten;
    }

    /** Whether facts were dropped, so that what the venue has told must be asked for again. */
    synchronized boolean lossy() {
        return lossy;
    }

    /** From here on what was dropped is told again. */
    synchronized void asksAgain() {
        lossy = false;
    }
}
