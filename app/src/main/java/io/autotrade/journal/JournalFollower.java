package io.autotrade.journal;

import io.autotrade.bus.JournalEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what another instance writes and takes the writer's lock when that instance is gone.
 *
 * <pre>
 *   FOLLOWING --lock free for {@link #GRACE}--&gt; lock taken --read to the end--&gt; taken over
 *       ^                                          |
 *       +-------------another was faster-----------+
 * </pre>
 *
 * A writer whose connection broke comes back within a second; the grace leaves the journal to it.
 */
final class JournalFollower {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);
    private static final int PAGE = 1000;
    private static final Duration LOOK = Duration.ofMillis(250);
    static final Duration GRACE = Duration.ofSeconds(3);

    /**
     * The journal taken over.
     *
     * @param session holds the lock
     * @param end the last row; every row up to it was delivered
     */
    record Takeover(WriterSession session, Head end) {}

    private final Vertx vertx;
    private final Context context;
    private final Pool pool;
    private final JournalReader reader;
    private final Supplier<Future<WriterSession>> lock;
    private final Supplier<Future<Void>> revive;
    private final Consumer<JournalEntry> deliver;
    private final Promise<Takeover> takeover = Promise.promise();

    private volatile long lastSeq;
    private volatile boolean reachable = true;
    private volatile boolean stopped;

    /** When the lock was first seen free, by {@link System#nanoTime}; 0 while it is held or nobody knows. */
    private long freeSince;

    /**
     * @param context everything happens on it
     * @param lock opens the session that holds the lock, on tables of this version
     * @param deliver sees each entry, in order
     */
    JournalFollower(
            Vertx vertx,
            Context context,
            Pool pool,
            JournalReader reader,
            Supplier<Future<WriterSession>> lock,
            Supplier<Future<Void>> revive,
            Consumer<JournalEntry> deliver) {
        this.vertx = vertx;
        this.context = context;
        this.pool = pool;
        this.reader = reader;
        this.lock = lock;
        this.revive = revive;
        this.deliver = deliver;
    }

    static Supplier<Future<WriterSession>> locking(Vertx vertx, PgConnectOptions options, Supplier<Future<?>> migrate) {
        return () -> WriterSession.open(vertx, options, List.of())
                .compose(session -> migrate.get().map(session).onFailure(cause -> session.close()));
    }

    /** Begins to follow after a row; completes when this instance holds the lock and has delivered everything. */
    Future<Takeover> start(long afterSeq) {
        lastSeq = afterSeq;
        context.runOnContext(ignored -> look());
        return takeover.future();
    }

    long lastSeq() {
        return lastSeq;
    }

    /** Whether the database answered when it was last asked. */
    boolean reachable() {
        return reachable;
    }

    /** Neither reads nor takes anything any more. */
    void stop() {
        stopped = true;
        takeover.tryFail(new JournalException("the journal is closed"));
    }

    private void look() {
        if (stopped) {
            return;
        }
        readOn().compose(read -> WriterSession.isLocked(pool))
                .compose(this::decide)
                .onComplete(
                        taken -> {
                            reachable = true;
                            if (!taken) {
                                vertx.setTimer(LOOK.toMillis(), again -> look());
                            }
                        },
                        this::notReached);
    }

    private void notReached(Throwable cause) {
        if (reachable) {
            LOG.warn("the standby cannot follow at the moment: {}", cause.getMessage());
        }
        reachable = false;
        freeSince = 0;
        revive.get().onComplete(tried -> vertx.setTimer(LOOK.toMillis(), again -> look()));
    }

    private Future<Void> readOn() {
        return reader.read(lastSeq, PAGE).compose(page -> {
            page.forEach(this::take);
            return page.size() < PAGE || stopped ? Future.succeededFuture() : readOn();
        });
    }

    private void take(JournalEntry entry) {
        if (!stopped) {
            deliver.accept(entry);
            lastSeq = entry.seq();
        }
    }

    /** Whether the journal was taken over. */
    private Future<Boolean> decide(boolean locked) {
        if (locked) {
            freeSince = 0;
            return Future.succeededFuture(false);
        }
        long now = System.nanoTime();
        freeSince = freeSince == 0 ? now : freeSince;
        return now - freeSince < GRACE.toNanos() ? Future.succeededFuture(false) : takeOver();
    }

    private Future<Boolean> takeOver() {
        LOG.warn("no instance has written the journal for {} s; taking over", GRACE.toSeconds());
        return lock.get()
                .compose(session -> session.head()
                        .compose(end -> readOn().map(read -> hand(session, end)))
                        .onFailure(cause -> session.close()))
                .recover(cause -> cause instanceof WriterSession.LockedException
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(cause));
    }

    /** Rows that only a broken database could have lost would make the copy differ from the journal. */
    private boolean hand(WriterSession session, Head end) {
        if (end.seq() != lastSeq) {
            throw new JournalException(
                    "the journal ends at " + end.seq() + ", this instance has read up to " + lastSeq);
        }
        if (!takeover.tryComplete(new Takeover(session, end))) {
            session.close();
        }
        return true;
    }
}
