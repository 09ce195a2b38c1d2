package io.autotrade.journal;

import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads journal rows and the long texts they refer to. */
final class JournalReader {

    private static final int REPLAY_PAGE = 2000;
    private static final int TEXTS_KEPT = 32;
    private static final String OF_DECISION = """
            where decision_id = $1
               or client_order_id in (select client_order_id from orders where decision_id = $1)
            order by seq""";
    private static final String OF_TYPES = "where seq > $1 and seq <= $2 and type = any($3) order by seq limit $4";
    private static final String ENTRY = "select seq, recorded_at, type, payload from journal ";

    private final Pool pool;
    private final Map<String, String> recentTexts = Collections.synchronizedMap(LeastRecent.map(TEXTS_KEPT));

    JournalReader(Pool pool) {
        this.pool = pool;
    }

    /** Type and payload as they stand in a row. */
    record Stored(String type, String payload) {}

    Future<List<JournalEntry>> read(long afterSeq, int limit) {
        return entries(pool.preparedQuery(ENTRY + "where seq > $1 order by seq limit $2")
                .execute(Tuple.of(afterSeq, limit)));
    }

    Future<List<JournalEntry>> read(long afterSeq, long upToSeq, Set<String> types, int limit) {
        return entries(pool.preparedQuery(ENTRY + OF_TYPES)
                .execute(Tuple.of(afterSeq, upToSeq, types.toArray(String[]::new), limit)));
    }

    Future<List<JournalEntry>> cycle(String cycleId) {
        return entries(
                pool.preparedQuery(ENTRY + "where cycle_id = $1 order by seq").execute(Tuple.of(cycleId)));
    }

    Future<List<JournalEntry>> ofDecision(String decisionId) {
        return entries(pool.preparedQuery(ENTRY + OF_DECISION).execute(Tuple.of(decisionId)));
    }

    /** Hands over the entries after a number up to another, in order, a page at a time. */
    Future<Void> replay(long afterSeq, long upToSeq, Consumer<JournalEntry> consumer) {
        if (afterSeq >= upToSeq) {
            return Future.succeededFuture();
        }
        int limit = (int) Math.min(REPLAY_PAGE, upToSeq - afterSeq);
        return read(afterSeq, limit).compose(page -> {
            if (page.isEmpty()) {
                return Future.failedFuture(
                        new JournalException("rows after " + afterSeq + " are missing in the journal"));
            }
            page.forEach(consumer);
            return replay(page.getLast().seq(), upToSeq, consumer);
        });
    }

    private Future<List<JournalEntry>> entries(Future<RowSet<Row>> query) {
        return readable(query).compose(rows -> {
            List<Stored> stored = new ArrayList<>();
            rows.forEach(row -> stored.add(new Stored(row.getString(2), row.getString(3))));
            return texts(stored).map(texts -> {
                List<JournalEntry> entries = new ArrayList<>();
                for (Row row : rows) {
                    DomainEvent event = StoredPayload.event(row.getString(2), row.getString(3), texts);
                    entries.add(new JournalEntry(
                            row.getLong(0), event, row.getOffsetDateTime(1).toInstant()));
                }
                return entries;
            });
        });
    }

    /** The texts that payloads refer to, by hash. */
    Future<Map<String, String>> texts(List<Stored> rows) {
        Map<String, String> texts = new HashMap<>();
        Set<String> missing = new HashSet<>();
        for (Stored row : rows) {
            for (String hash : StoredPayload.references(row.type(), row.payload())) {
                String recent = recentTexts.get(hash);
                if (recent == null) {
                    missing.add(hash);
                } else {
                    texts.put(hash, recent);
                }
            }
        }
        if (missing.isEmpty()) {
            return Future.succeededFuture(texts);
        }
        return readable(pool.preparedQuery("select hash, content from blobs where hash = any($1)")
                        .execute(Tuple.tuple().addArrayOfString(missing.toArray(String[]::new))))
                .map(found -> {
                    for (Row row : found) {
                        String text = row.getBuffer(1).toString(StandardCharsets.UTF_8);
                        texts.put(row.getString(0), text);
                        recentTexts.put(row.getString(0), text);
                    }
                    return texts;
                });
    }

    Future<String> blob(String hash) {
        return readable(pool.preparedQuery("select content from blobs where hash = $1")
                        .execute(Tuple.of(hash)))
                .compose(rows -> rows.size() == 0
                        ? Future.failedFuture(new JournalException("there is no text with the hash " + hash))
                        : Future.succeededFuture(
                                rows.iterator().next().getBuffer(0).toString(StandardCharsets.UTF_8)));
    }

    /** Number of the last row. */
    Future<Long> lastSeq() {
        return readable(pool.query("select coalesce(max(seq), 0) from journal").execute())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Gives failures of the driver the form that callers of the journal expect. */
    static <T> Future<T> readable(Future<T> query) {
        return query.recover(cause -> Future.failedFuture(
                cause instanceof JournalException
                        ? cause
                        : new JournalException("the database did not answer: " + cause.getMessage(), cause)));
    }
}
