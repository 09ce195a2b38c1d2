package io.autotrade.journal;

import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is queued, one transaction at a time. While a transaction is under way the next one gathers, so the
 * number of events per transaction grows with the load and an idle journal answers at once.
 *
 * <pre>
 *   READY --connection lost--&gt; AWAY --connected, lock taken, journal ends where it must--&gt; READY
 *                               |
 *                               +--another writer holds the lock or has written--&gt; LOST
 * </pre>
 *
 * While it is AWAY, refuses for want of room or is silent for long, writes that must not wait are remembered: their
 * owners go on, and they are written in their place when it is back.
 *
 * <p>A transaction whose answer was lost keeps its place: nothing is sent after it until the new session, which holds
 * the lock and therefore knows that the old one has ended, has read whether it was committed.
 */
final class JournalWriter {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final int BATCH = 1000;
    private static final int STORED_BLOBS = 1000;

    private enum State {
        READY,
        AWAY,
        LOST,
        CLOSED
    }

    private final Vertx vertx;
    private final Context context;
    private final PgConnectOptions options;
    private final JournalOptions limits;
    private final InstantSource wallClock;
    private final Supplier<Future<Void>> revive;
    private final BiConsumer<DomainEvent, Instant> known;
    private final Consumer<JournalEntry> deliver;
    private final WriteQueue queue;
    private final Reluctance reluctance;
    private final AtomicBoolean drainDue = new AtomicBoolean();
    private final Set<String> storedBlobs = LeastRecent.set(STORED_BLOBS);
    private final List<Integer> ownProcesses = new ArrayList<>();
    private final Promise<Void> flushed = Promise.promise();
    private final Promise<Void> lost = Promise.promise();

    private volatile State state = State.AWAY;
    private volatile long lastSeq;

    // Touched on the context only.
    private @Nullable WriterSession session;
    private Head head = Head.EMPTY;
    private List<Write> taken = List.of();
    private @Nullable Batch inFlight;
    private int attempt;
    private long askedAt;
    private int oneByOne;
    private long reconnectDelay;
    private boolean closing;

    /**
     * @param revive called before a further attempt to reach the database
     * @param known sees each event once, in order: when it is committed, or before, when it is remembered
     * @param deliver sees each entry after its commit, in order, before the append completes
     */
    JournalWriter(
            Vertx vertx,
            Context context,
            PgConnectOptions options,
            JournalOptions limits,
            InstantSource wallClock,
            Supplier<Future<Void>> revive,
            BiConsumer<DomainEvent, Instant> known,
            Consumer<JournalEntry> deliver) {
        this.vertx = vertx;
        this.context = context;
        this.options = options;
        this.limits = limits;
        this.wallClock = wallClock;
        this.revive = revive;
        this.known = known;
        this.deliver = deliver;
        this.queue = new WriteQueue(limits);
        this.reluctance = new Reluctance(limits);
    }

    /** Begins to write through a session that holds the lock. */
    void start(WriterSession opened, Head end) {
        head = end;
        lastSeq = end.seq();
        vertx.setPeriodic(limits.retryDelay().toMillis(), timer -> everyNowAndThen(timer));
        ready(opened);
    }

    long lastSeq() {
        return lastSeq;
    }

    boolean healthy() {
        return state == State.READY && !reluctance.isPresent();
    }

    /** Queues a write; fails it at once when there is no room. Any thread. */
    void submit(Write write) {
        JournalException refused = queue.offer(write);
        if (refused != null) {
            write.fail(refused);
        } else if (drainDue.compareAndSet(false, true)) {
            context.runOnContext(ignored -> {
                drainDue.set(false);
                drain();
            });
        }
    }

    private void everyNowAndThen(long timer) {
        if (state == State.CLOSED) {
            vertx.cancelTimer(timer);
        } else {
            checkAnswer();
            drain();
        }
    }

    private void drain() {
        failExpired();
        WriterSession current = session;
        if (current != null && taken.isEmpty() && !reluctance.pausing()) {
            sendNext(current);
        }
        if (!healthy()) {
            tellRemembered();
        }
    }

    /** While the database is away, whoever cannot wait for it learns that it will be written. */
    private void tellRemembered() {
        if (state == State.LOST || state == State.CLOSED) {
            return;
        }
        for (Write write = queue.nextUntold(); write != null; write = queue.nextUntold()) {
            if (write instanceof Write.Append append) {
                Instant now = wallClock.instant();
                append.events().forEach(event -> known.accept(event, now));
            }
            write.completion().remember();
        }
    }

    private void sendNext(WriterSession current) {
        taken = queue.take(oneByOne > 0 ? 0 : BATCH);
        oneByOne = Math.max(0, oneByOne - 1);
        if (taken.isEmpty()) {
            if (closing) {
                flushed.tryComplete();
            }
            return;
        }
        send(current, null);
    }

    /** @param known identities that the journal has; null when that was not looked up */
    private void send(WriterSession current, @Nullable Set<Identity> known) {
        Set<Identity> leftOut = known == null ? Set.of() : known;
        Batch batch = Batch.of(head, taken, leftOut, wallClock.instant().truncatedTo(ChronoUnit.MICROS));
        List<Insert> statements = batch.statements(storedBlobs::contains);
        if (statements.isEmpty()) {
            committed(batch);
            return;
        }
        inFlight = batch;
        int mine = startAttempt();
        current.write(statements).onComplete(answer -> {
            if (mine != attempt) {
                return;
            }
            if (answer.succeeded()) {
                committed(batch);
            } else if (known == null && isDuplicate(answer.cause())) {
                sendWithoutKnown(current);
            } else {
                failed(answer.cause());
            }
        });
    }

    /** Repetitions are rare, so they are looked for only when the database has found one. */
    private void sendWithoutKnown(WriterSession current) {
        inFlight = null;
        int mine = startAttempt();
        current.known(Batch.identities(taken)).onComplete(answer -> {
            if (mine != attempt) {
                return;
            }
            if (answer.succeeded()) {
                send(current, answer.result());
            } else {
                failed(answer.cause());
            }
        });
    }

    private static boolean isDuplicate(Throwable cause) {
        return cause instanceof PgException answer && "23505".equals(answer.getSqlState());
    }

    private int startAttempt() {
        askedAt = System.nanoTime();
        return ++attempt;
    }

    /** Gives up waiting for an answer after a while: a dead peer does not always close the connection. */
    private void checkAnswer() {
        long silence = session == null || taken.isEmpty() ? 0 : System.nanoTime() - askedAt;
        reluctance.silentFor(silence);
        if (silence > limits.answerTimeout().toNanos()) {
            LOG.warn(
                    "the database has not answered for {} s",
                    limits.answerTimeout().toSeconds());
            connectionLost();
        }
    }

    private void failed(Throwable cause) {
        if (isAnswer(cause)) {
            refused(cause);
        } else {
            LOG.warn("connection to the database lost: {}", cause.getMessage());
            connectionLost();
        }
    }

    /** The server refused the statement and with it the transaction; anything else leaves the outcome open. */
    private static boolean isAnswer(Throwable cause) {
        return cause instanceof PgException answer
                && !"FATAL".equals(answer.getSeverity())
                && !"PANIC".equals(answer.getSeverity());
    }

    private void committed(Batch batch) {
        reluctance.wrote();
        head = batch.after();
        lastSeq = head.seq();
        storedBlobs.addAll(batch.blobHashes());
        inFlight = null;
        taken = List.of();
        batch.deliver(entry -> known.accept(entry.event(), entry.recordedAt()), deliver);
        batch.complete();
        queue.forgetDone();
        drain();
    }

    private void refused(Throwable cause) {
        List<Write> writes = taken;
        inFlight = null;
        taken = List.of();
        attempt++;
        if (Reluctance.mayPass(cause)) {
            reluctance.refused(cause);
            queue.putBack(writes);
            tellRemembered();
            return;
        }
        if (writes.size() > 1) {
            queue.putBack(writes);
            oneByOne = writes.size();
        } else {
            Write write = writes.getFirst();
            if (write.completion().remembered()) {
                LOG.error("the database refused what was remembered while it was away", cause);
            }
            write.fail(new JournalException("the database refused it: " + cause.getMessage(), cause));
        }
        drain();
    }

    private void connectionLost() {
        attempt++;
        WriterSession lost = session;
        session = null;
        if (inFlight == null) {
            queue.putBack(taken);
            taken = List.of();
        }
        if (lost != null && state == State.READY) {
            state = State.AWAY;
            lost.close();
            reconnectDelay = limits.retryDelay().toMillis();
            tellRemembered();
            reconnect();
        }
    }

    private void reconnect() {
        if (state != State.AWAY) {
            return;
        }
        WriterSession.open(vertx, options, List.copyOf(ownProcesses))
                .compose(opened ->
                        opened.head().compose(end -> resume(opened, end)).onFailure(cause -> opened.close()))
                .onFailure(cause -> {
                    if (cause instanceof WriterSession.LockedException) {
                        lost(cause);
                    } else {
                        revive.get().onComplete(tried -> vertx.setTimer(reconnectDelay, ignored -> reconnect()));
                        reconnectDelay = Math.min(
                                2 * reconnectDelay, limits.maxRetryDelay().toMillis());
                    }
                });
    }

    /** Finds out what became of the transaction whose answer was lost. */
    private Future<?> resume(WriterSession opened, Head end) {
        if (state != State.AWAY) {
            return Future.failedFuture(new JournalException("the journal is closed"));
        }
        Batch open = inFlight;
        if (open != null && open.after().equals(end) && open.after().seq() > head.seq()) {
            ready(opened);
            committed(open);
            return Future.succeededFuture();
        }
        if (head.equals(end)) {
            inFlight = null;
            queue.putBack(taken);
            taken = List.of();
            ready(opened);
            drain();
            return Future.succeededFuture();
        }
        if (open == null) {
            return Future.failedFuture(new WriterSession.LockedException());
        }
        return opened.hashOf(open.after().seq()).compose(hash -> {
            if (hash != null && open.after().hash().equals(hash)) {
                committed(open);
            }
            return Future.failedFuture(new WriterSession.LockedException());
        });
    }

    private void ready(WriterSession opened) {
        session = opened;
        ownProcesses.add(opened.processId());
        opened.onClose(() -> {
            if (session == opened) {
                connectionLost();
            }
        });
        state = State.READY;
        reluctance.silentFor(0);
        LOG.debug("the journal takes writes after number {}", head.seq());
    }

    private void lost(Throwable cause) {
        state = State.LOST;
        LOG.error("this instance no longer writes the journal: {}", cause.getMessage());
        failAll(new JournalException(String.valueOf(cause.getMessage())));
        lost.tryComplete();
    }

    /** Completes when another writer has taken the journal over; nothing can be written from then on. */
    Future<Void> lost() {
        return lost.future();
    }

    private void failAll(JournalException reason) {
        queue.close(reason);
        List<Write> left = new ArrayList<>(taken);
        left.addAll(queue.take(Integer.MAX_VALUE));
        long remembered =
                left.stream().filter(write -> write.completion().remembered()).count();
        if (remembered > 0) {
            LOG.error(
                    "{} writes that waited for the database are lost; the venue is asked at the next start",
                    remembered);
        }
        left.forEach(write -> write.fail(reason));
        taken = List.of();
        inFlight = null;
        flushed.tryComplete();
    }

    private void failExpired() {
        queue.takeExpired(System.nanoTime())
                .forEach(write -> write.fail(new JournalException("the database did not take it within "
                        + limits.appendTimeout().toSeconds() + " s; nothing was written")));
    }

    /** Takes nothing more in, writes what is queued as far as time allows, and gives the lock back. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        queue.close(new JournalException("the journal is closed"));
        context.runOnContext(ignored -> {
            closing = true;
            long timer = vertx.setTimer(limits.closeTimeout().toMillis(), late -> flushed.tryComplete());
            flushed.future().onComplete(done -> {
                vertx.cancelTimer(timer);
                end().onComplete(closed);
            });
            drain();
        });
        return closed.future();
    }

    private Future<Void> end() {
        WriterSession last = session;
        session = null;
        state = State.CLOSED;
        attempt++;
        failAll(new JournalException("the journal was closed before the database took it"));
        return last == null ? Future.succeededFuture() : last.close();
    }
}
