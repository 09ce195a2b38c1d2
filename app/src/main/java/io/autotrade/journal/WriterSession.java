package io.autotrade.journal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes. It holds the writer's lock (a PostgreSQL session advisory lock) itself, so whoever
 * can write holds the lock, and whoever holds the lock knows that every earlier writer's transaction has ended.
 */
final class WriterSession {

    /** A process that has just begun logs in with classes that are still being read; on a busy machine that takes. */
    private static final int FIRST_CONNECT_SECONDS = 20;

    /** "autotrad" in ASCII; one journal per database. */
    private static final long LOCK = 0x6175746F74726164L;

    private static final String HOLDERS = """
            from pg_locks where locktype = 'advisory' and granted
                and classid::bigint = $1 and objid::bigint = $2 and objsubid = 1
                and database = (select oid from pg_database where datname = current_database())""";

    private final PgConnection connection;

    private WriterSession(PgConnection connection) {
        this.connection = connection;
    }

    /**
     * Connects and takes the lock.
     *
     * @param own process ids of this writer's earlier sessions; one that still holds the lock is ended
     * @return fails with a {@link LockedException} when another writer holds the lock
     */
    static Future<WriterSession> open(Vertx vertx, PgConnectOptions options, List<Integer> own) {
        int patience = own.isEmpty() ? FIRST_CONNECT_SECONDS : StoreAddress.CONNECT_TIMEOUT_SECONDS;
        return connect(vertx, options, patience).compose(connection -> {
            WriterSession session = new WriterSession(connection);
            return session.prepare()
                    .compose(ready -> session.lock(own))
                    .map(session)
                    .onFailure(cause -> connection.close());
        });
    }

    private static Future<PgConnection> connect(Vertx vertx, PgConnectOptions options, int patience) {
        Future<PgConnection> connecting = PgConnection.connect(vertx, options);
        return connecting
                .timeout(patience, TimeUnit.SECONDS)
                .onFailure(late -> connecting.onSuccess(PgConnection::close));
    }

    /**
     * The server must notice a dead peer soon, for the lock lives as long as the session: within five seconds, so that
     * a standby is the writer within ten.
     */
    private Future<?> prepare() {
        return connection.query("""
                        set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3;
                        set tcp_user_timeout = 5000;
                        select set_config('synchronous_commit', 'on', false)
                            where current_setting('synchronous_commit') = 'off'""").execute();
    }

    /** Whether any writer holds the lock, asked over a connection that does not want it. */
    static Future<Boolean> isLocked(SqlClient asking) {
        return asking.preparedQuery("select count(*) " + HOLDERS)
                .execute(Tuple.of(LOCK >>> 32, LOCK & 0xFFFF_FFFFL))
                .map(rows -> rows.iterator().next().getLong(0) > 0);
    }

    private Future<?> lock(List<Integer> own) {
        return connection
                .preparedQuery("select pg_try_advisory_lock($1)")
                .execute(Tuple.of(LOCK))
                .compose(rows -> rows.iterator().next().getBoolean(0) ? Future.succeededFuture() : locked(own));
    }

    private Future<?> locked(List<Integer> own) {
        return connection
                .preparedQuery("select pid, case when pid = any($3) then pg_terminate_backend(pid) end " + HOLDERS)
                .execute(Tuple.of(LOCK >>> 32, LOCK & 0xFFFF_FFFFL).addArrayOfInteger(own.toArray(Integer[]::new)))
                .compose(rows -> {
                    boolean other = rows.size() > 0
                            && !own.contains(rows.iterator().next().getInteger(0));
                    return Future.failedFuture(
                            other ? new LockedException() : new JournalException("the earlier session is ending"));
                });
    }

    /** Process id of this session at the server. */
    int processId() {
        return connection.processId();
    }

    /** Number and hash of the last row. */
    Future<Head> head() {
        return connection
                .preparedQuery("select seq, hash from journal order by seq desc limit 1")
                .execute()
                .map(rows ->
                        rows.size() == 0 ? Head.EMPTY : head(rows.iterator().next()));
    }

    /** The hash of a row, or null when there is no such row. */
    Future<@Nullable Hash> hashOf(long seq) {
        return connection
                .preparedQuery("select seq, hash from journal where seq = $1")
                .execute(Tuple.of(seq))
                .map(rows ->
                        rows.size() == 0 ? null : head(rows.iterator().next()).hash());
    }

    private static Head head(Row row) {
        return new Head(row.getLong(0), Hash.of(row.getBuffer(1).getBytes()));
    }

    /** Which of these the journal has already. */
    Future<Set<Identity>> known(Set<Identity> asked) {
        Tuple ids = Tuple.tuple();
        for (Identity.Kind kind : Identity.Kind.values()) {
            ids.addArrayOfString(asked.stream()
                    .filter(identity -> identity.kind() == kind)
                    .map(Identity::id)
                    .toArray(String[]::new));
        }
        return connection.preparedQuery("""
                        select 'FILL', fill_id from fills where fill_id = any($1)
                        union all select 'BOOKING', booking_id from bookings where booking_id = any($2)
                        union all select 'OUTCOME', outcome_id from outcomes where outcome_id = any($3)
                        union all select 'COUNTERFACTUAL', counterfactual_id from counterfactuals
                            where counterfactual_id = any($4)
                        union all select 'INTENT', client_order_id from intents where client_order_id = any($5)""").execute(ids).map(WriterSession::identities);
    }

    private static Set<Identity> identities(RowSet<Row> rows) {
        Set<Identity> known = new HashSet<>();
        rows.forEach(row -> known.add(new Identity(Identity.Kind.valueOf(row.getString(0)), row.getString(1))));
        return known;
    }

    /** Writes in one transaction; succeeds when the server has committed it. */
    Future<?> write(List<Insert> inserts) {
        Insert.Combined statement = Insert.combined(inserts);
        return connection.preparedQuery(statement.sql()).execute(statement.parameters());
    }

    void onClose(Runnable action) {
        connection.closeHandler(ignored -> action.run());
    }

    Future<Void> close() {
        return connection.close();
    }

    /** Another process writes this journal. */
    static final class LockedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LockedException() {
            super("another instance of the service writes this store", null, false, false);
        }
    }
}
