package io.autotrade.journal;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.Addresses;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;
import io.autotrade.config.AppConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in PostgreSQL, embedded or external.
 *
 * <p>One process writes: the writer's connection holds an advisory lock of the database. Others read, or stand by,
 * which is to read along and to become the writer when that one is gone, see {@link #openOrStandBy}. What is appended
 * at the same time is committed together. An event that can happen only once (see {@link Identity}) and is in the
 * journal already is left out of what {@link #append} writes and returns; an intent whose client order id was used
 * before fails its append.
 */
public final class PgJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(PgJournal.class);
    private static final int READERS = 4;
    private static final int READS_WAITING = 1000;
    private static final int MAX_READ = 10_000;
    private static final int MAX_APPEND = 5000;

    private final Vertx vertx;
    private final StoreAccess store;
    private final JournalOptions options;
    private final Pool pool;
    private final JournalReader reader;
    private final List<Consumer<JournalEntry>> listeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<DomainEvent, Instant>> knowing = new CopyOnWriteArrayList<>();
    private final @Nullable JournalWriter writer;
    private volatile boolean writes;
    private volatile @Nullable JournalFollower follower;
    private volatile long readOnlyLastSeq;

    private PgJournal(
            Vertx vertx,
            StoreAccess store,
            JournalOptions options,
            InstantSource wallClock,
            @Nullable Context context) {
        this.vertx = vertx;
        this.store = store;
        this.options = options;
        this.pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(READERS)
                        .setMaxWaitQueueSize(READS_WAITING)
                        .setConnectionTimeout((int) options.appendTimeout().toSeconds())
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .with(new NetClientOptions().setConnectTimeout(StoreAddress.CONNECT_TIMEOUT_SECONDS * 1000))
                .connectingTo(store.address().connection("reader"))
                .using(vertx)
                .build();
        this.reader = new JournalReader(pool);
        this.writer = context == null
                ? null
                : new JournalWriter(
                        vertx,
                        context,
                        store.address().connection("writer"),
                        options,
                        wallClock,
                        store::revive,
                        this::tellKnown,
                        this::deliver);
    }

    /**
     * Opens the journal for writing: starts the embedded database if that is the store, takes the writer's lock, brings
     * the tables up to date and reads where the journal ends.
     *
     * @param wallClock for {@link JournalEntry#recordedAt}
     * @return fails with a {@link JournalException} that says what to do, among others when another instance of the
     *     service writes the same store
     */
    public static Future<PgJournal> open(Vertx vertx, AppConfig.StoreConfig config, InstantSource wallClock) {
        return open(vertx, config, wallClock, JournalOptions.DEFAULTS);
    }

    static Future<PgJournal> open(
            Vertx vertx, AppConfig.StoreConfig config, InstantSource wallClock, JournalOptions options) {
        return opened(vertx, config, wallClock, options, (journal, cause) -> Future.failedFuture(cause));
    }

    /**
     * As {@link #open(Vertx, AppConfig.StoreConfig, InstantSource)}, but when another instance writes the store the
     * journal stands by: it can be read, appending fails, and {@link #writing} follows the other instance and waits for
     * its end.
     */
    public static Future<PgJournal> openOrStandBy(Vertx vertx, AppConfig.StoreConfig config, InstantSource wallClock) {
        return opened(
                vertx,
                config,
                wallClock,
                JournalOptions.DEFAULTS,
                (journal, cause) -> cause instanceof WriterSession.LockedException
                        // No table yet: the other instance is making them, and there is nothing to read.
                        ? journal.refresh().<Void>mapEmpty().otherwiseEmpty()
                        : Future.failedFuture(cause));
    }

    private static Future<PgJournal> opened(
            Vertx vertx,
            AppConfig.StoreConfig config,
            InstantSource wallClock,
            JournalOptions options,
            BiFunction<PgJournal, Throwable, Future<Void>> otherwise) {
        return StoreAccess.open(vertx, config).compose(store -> {
            Context context = store.writerContext();
            PgJournal journal = new PgJournal(vertx, store, options, wallClock, context);
            return journal.startWriting(context)
                    .recover(cause -> otherwise.apply(journal, cause))
                    .map(journal)
                    .recover(cause -> journal.close()
                            .transform(closed -> Future.failedFuture(
                                    cause instanceof JournalException
                                            ? cause
                                            : new JournalException(
                                                    "the store at " + store.address() + " cannot be opened: "
                                                            + cause.getMessage(),
                                                    cause))));
        });
    }

    /**
     * Opens the journal for reading beside another instance that writes it, or alone. Appending fails; nothing is
     * published; {@link #lastSeq} is brought up to date by {@link #refresh}.
     */
    public static Future<PgJournal> openReadOnly(Vertx vertx, AppConfig.StoreConfig config) {
        return StoreAccess.open(vertx, config).compose(store -> {
            PgJournal journal = new PgJournal(vertx, store, JournalOptions.DEFAULTS, InstantSource.system(), null);
            return journal.refresh()
                    .map(journal)
                    .recover(cause -> journal.close().transform(closed -> Future.failedFuture(cause)));
        });
    }

    private Future<Void> startWriting(Context context) {
        Promise<Void> started = Promise.promise();
        context.runOnContext(ignored -> JournalFollower.locking(
                        vertx, store.address().connection("writer"), this::migrate)
                .get()
                .compose(session -> session.head()
                        .onSuccess(head -> startWriting(session, head))
                        .onFailure(cause -> session.close()))
                .<Void>mapEmpty()
                .onComplete(started));
        return started.future();
    }

    private void startWriting(WriterSession session, Head end) {
        Objects.requireNonNull(writer).start(session, end);
        writes = true;
    }

    /** Whether another instance writes and this one waits. */
    public boolean standsBy() {
        return writer != null && !writes;
    }

    /**
     * Completes when this instance writes; at once when it does. One that stands by now begins to hand every entry that
     * the other instance commits, after those that {@link #replay} has told, to the listeners of {@link #onCommitted};
     * it has handed over all of them when this completes. They are not published on the event bus.
     *
     * <p>To be called once, after {@link #replay} and before anything is appended.
     */
    public Future<Void> writing() {
        if (!standsBy()) {
            return Future.succeededFuture();
        }
        JournalFollower following = new JournalFollower(
                vertx,
                store.writerContext(),
                pool,
                reader,
                JournalFollower.locking(vertx, store.address().connection("writer"), this::migrate),
                store::revive,
                this::tellListeners);
        follower = following;
        return following.start(readOnlyLastSeq).map(taken -> {
            startWriting(taken.session(), taken.end());
            return null;
        });
    }

    /** Whether this instance stands by and reads along. */
    public boolean following() {
        JournalFollower following = follower;
        return standsBy() && following != null && following.reachable();
    }

    /** Completes when another instance has taken the journal over from this one, which can then do nothing more. */
    public Future<Void> lost() {
        return writer == null ? Promise.<Void>promise().future() : writer.lost();
    }

    private Future<@Nullable Boolean> migrate() {
        return vertx.executeBlocking(
                () -> {
                    store.address().migrate();
                    return true;
                },
                false);
    }

    @Override
    public Future<List<JournalEntry>> append(List<? extends DomainEvent> events) {
        if (events.size() > MAX_APPEND) {
            return Future.failedFuture(
                    new IllegalArgumentException("at most " + MAX_APPEND + " events can be appended together"));
        }
        Completion<List<JournalEntry>> completion = new Completion<>();
        submit(new Write.Append(List.copyOf(events), deadline(), Write.Rank.ORDINARY, completion));
        return completion.future();
    }

    @Override
    public Receipt remember(Urgency urgency, List<? extends DomainEvent> events) {
        Completion<List<JournalEntry>> completion = new Completion<>();
        Write.Rank rank = switch (urgency) {
            case FACT -> Write.Rank.FACT;
            case EXIT -> Write.Rank.EXIT;
        };
        submit(new Write.Append(List.copyOf(events), Write.NEVER, rank, completion));
        return new Receipt(completion.known(), completion.future());
    }

    private void submit(Write write) {
        if (writer == null || !writes) {
            write.fail(new JournalException("this instance reads the journal only; another one writes it"));
        } else {
            writer.submit(write);
        }
    }

    private long deadline() {
        return System.nanoTime() + options.appendTimeout().toNanos();
    }

    private void tellKnown(DomainEvent event, Instant at) {
        for (BiConsumer<DomainEvent, Instant> listener : knowing) {
            try {
                listener.accept(event, at);
            } catch (RuntimeException e) {
                LOG.error("a listener failed on {}", event, e);
            }
        }
    }

    private void deliver(JournalEntry entry) {
        tellListeners(entry);
        vertx.eventBus().publish(Addresses.of(entry.event()), EventJson.busMessage(entry));
    }

    private void tellListeners(JournalEntry entry) {
        for (Consumer<JournalEntry> listener : listeners) {
            try {
                listener.accept(entry);
            } catch (RuntimeException e) {
                LOG.error("a listener failed on journal entry {}", entry.seq(), e);
            }
        }
    }

    @Override
    public long lastSeq() {
        if (writer != null && writes) {
            return writer.lastSeq();
        }
        JournalFollower following = follower;
        return following == null ? readOnlyLastSeq : following.lastSeq();
    }

    /** Reads the number of the last entry from the database. */
    public Future<Long> refresh() {
        return reader.lastSeq().onSuccess(seq -> readOnlyLastSeq = seq);
    }

    @Override
    public Future<List<JournalEntry>> read(long afterSeq, int limit) {
        if (afterSeq < 0 || limit < 1 || limit > MAX_READ) {
            return Future.failedFuture(new IllegalArgumentException("after must be 0 or more, limit 1 to " + MAX_READ));
        }
        return reader.read(afterSeq, limit);
    }

    @Override
    public Future<List<JournalEntry>> read(long afterSeq, long upToSeq, Set<String> types, int limit) {
        if (afterSeq < 0 || upToSeq - afterSeq > MAX_READ || limit < 1 || limit > MAX_READ) {
            return Future.failedFuture(new IllegalArgumentException(
                    "after must be 0 or more, the stretch at most and limit 1 to " + MAX_READ));
        }
        return reader.read(afterSeq, upToSeq, types, limit);
    }

    @Override
    public Future<Void> replay(Consumer<JournalEntry> consumer) {
        return reader.replay(0, lastSeq(), consumer);
    }

    @Override
    public Subscription onCommitted(Consumer<JournalEntry> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Subscription onKnown(BiConsumer<DomainEvent, Instant> listener) {
        knowing.add(listener);
        return () -> knowing.remove(listener);
    }

    @Override
    public KeyValueStore keyValues(String owner) {
        return new PgKeyValues(
                owner, pool, values -> writeValues(owner, values), values -> rememberValues(owner, values));
    }

    private Future<Void> writeValues(String owner, Map<String, @Nullable String> values) {
        Completion<String> completion = new Completion<>();
        submit(new Write.Values(owner, values, deadline(), Write.Rank.ORDINARY, completion));
        return completion.future().mapEmpty();
    }

    /** With the rank of exits: a venue that keeps its account here must be able to take them. */
    private Future<Void> rememberValues(String owner, Map<String, @Nullable String> values) {
        Completion<String> completion = new Completion<>();
        submit(new Write.Values(owner, values, Write.NEVER, Write.Rank.EXIT, completion));
        return completion.known();
    }

    @Override
    public Future<String> putBlob(String content) {
        Completion<String> completion = new Completion<>();
        String hash = HashChain.hex(content);
        submit(new Write.Blob(hash, content, completion));
        return completion.known().map(hash);
    }

    @Override
    public Future<String> blob(String hash) {
        return reader.blob(hash);
    }

    /** What screens and scripts ask for. */
    public Projections projections() {
        return new PgProjections(pool, reader);
    }

    /**
     * Checks the hash chain of the whole journal. Takes about ten seconds per million rows.
     *
     * @param progress is told the number of rows seen, now and then, on a thread of its own
     */
    public Future<Verification> verify(LongConsumer progress) {
        return store.blocking("autotrade-verify", () -> JournalVerifier.verify(store.address(), progress));
    }

    @Override
    public boolean healthy() {
        return writer != null && writes && writer.healthy();
    }

    /** Writes what is queued, gives the lock back and stops the embedded database. May be called more than once. */
    @Override
    public Future<Void> close() {
        JournalFollower following = follower;
        if (following != null) {
            following.stop();
        }
        Future<Void> written = writer == null || !writes ? Future.succeededFuture() : writer.close();
        return written.transform(done -> pool.close()).transform(done -> store.close());
    }
}
