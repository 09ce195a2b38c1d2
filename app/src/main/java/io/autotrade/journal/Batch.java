package io.autotrade.journal;

import static io.autotrade.journal.Insert.Column.BIGINT;
import static io.autotrade.journal.Insert.Column.BYTES;
import static io.autotrade.journal.Insert.Column.TEXT;
import static io.autotrade.journal.Insert.Column.TIME;

import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes that go into one transaction: rows with their numbers and hashes, and the statements that store them. */
final class Batch {

    private final Head before;
    private final Instant recordedAt;
    private final List<EventRow> rows = new ArrayList<>();
    /** By row, what its event was appended with. */
    private final List<Completion<?>> owners = new ArrayList<>();

    private final List<Runnable> completions = new ArrayList<>();
    private final Map<String, String> blobs = new LinkedHashMap<>();
    private final Map<List<String>, @Nullable String> values = new LinkedHashMap<>();

    private Batch(Head before, Instant recordedAt) {
        this.before = before;
        this.recordedAt = recordedAt;
    }

    /**
     * Builds the transaction. Writes that must not be done are failed here and are not part of it.
     *
     * @param before the end of the journal
     * @param known identities that the journal has already
     */
    static Batch of(Head before, List<Write> writes, Set<Identity> known, Instant recordedAt) {
        Batch batch = new Batch(before, recordedAt);
        Set<Identity> seen = new HashSet<>(known);
        HashChain chain = new HashChain();
        for (Write write : writes) {
            switch (write) {
                case Write.Append append -> batch.add(append, seen, chain);
                case Write.Values change -> batch.add(change);
                case Write.Blob blob -> {
                    batch.blobs.put(blob.hash(), blob.content());
                    batch.completions.add(() -> blob.completion().complete(blob.hash()));
                }
            }
        }
        return batch;
    }

    private void add(Write.Append append, Set<Identity> seen, HashChain chain) {
        List<EventRow> added = new ArrayList<>();
        Set<Identity> mine = new HashSet<>();
        Head head = after();
        try {
            for (DomainEvent event : append.events()) {
                if (isNew(event, seen, mine)) {
                    EventRow row = EventRow.after(head, event, chain);
                    added.add(row);
                    head = row.head();
                }
            }
        } catch (RuntimeException e) {
            append.fail(e instanceof JournalException ? e : new JournalException("an event cannot be written", e));
            return;
        }
        seen.addAll(mine);
        rows.addAll(added);
        added.forEach(row -> owners.add(append.completion()));
        added.forEach(row -> blobs.putAll(row.payload().blobs()));
        completions.add(() -> append.completion()
                .complete(added.stream().map(row -> row.entry(recordedAt)).toList()));
    }

    private static boolean isNew(DomainEvent event, Set<Identity> seen, Set<Identity> mine) {
        Identity identity = Identity.of(event);
        if (identity == null) {
            return true;
        }
        if (!seen.contains(identity) && mine.add(identity)) {
            return true;
        }
        if (identity.mustBeNew()) {
            throw new JournalException(
                    "client order id " + identity.id() + " was used before; an order is intended only once");
        }
        return false;
    }

    private void add(Write.Values change) {
        change.values().forEach((key, value) -> values.put(List.of(change.owner(), key), value));
        completions.add(() -> change.completion().complete(change.owner()));
    }

    /** The end of the journal once this is committed. */
    Head after() {
        return rows.isEmpty() ? before : rows.getLast().head();
    }

    /**
     * Hands out the entries in order.
     *
     * @param known is left out for what its listeners were told while the database was away
     */
    void deliver(Consumer<JournalEntry> known, Consumer<JournalEntry> committed) {
        for (int i = 0; i < rows.size(); i++) {
            JournalEntry entry = rows.get(i).entry(recordedAt);
            if (!owners.get(i).remembered()) {
                known.accept(entry);
            }
            committed.accept(entry);
        }
    }

    /** Tells every caller whose write is part of this that it is durable. */
    void complete() {
        completions.forEach(Runnable::run);
    }

    Set<String> blobHashes() {
        return blobs.keySet();
    }

    /** @param stored whether a text is known to be in the store already */
    List<Insert> statements(Predicate<String> stored) {
        List<Insert> statements = new ArrayList<>();
        if (!rows.isEmpty()) {
            statements.add(journal());
            ProjectionWrites projections = new ProjectionWrites();
            rows.forEach(projections::add);
            statements.addAll(projections.statements());
        }
        statements.add(blobs(stored));
        statements.add(changedValues());
        statements.add(removedValues());
        statements.removeIf(Insert::isEmpty);
        return statements;
    }

    private Insert journal() {
        Insert insert = new Insert("""
                insert into journal (seq, ts, type, payload, cycle_id, decision_id, client_order_id, symbol,
                    recorded_at, prev_hash, hash)
                select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[],
                    $7::text[], $8::text[], $9::timestamptz[], $10::bytea[], $11::bytea[])""", BIGINT, TIME, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TIME, BYTES, BYTES);
        for (EventRow row : rows) {
            Correlation ids = row.correlation();
            insert.put(
                    row.seq(),
                    row.seq(),
                    row.ts(),
                    row.type().wireName(),
                    row.payload().json(),
                    ids.cycleId(),
                    ids.decisionId(),
                    ids.clientOrderId(),
                    ids.symbol(),
                    recordedAt,
                    row.previousHash(),
                    row.hash());
        }
        return insert;
    }

    private Insert blobs(Predicate<String> stored) {
        Insert insert = new Insert(
                "insert into blobs (hash, content) select * from unnest($1::text[], $2::bytea[]) on conflict do nothing",
                TEXT,
                BYTES);
        blobs.forEach((hash, content) -> {
            if (!stored.test(hash)) {
                insert.put(hash, hash, content.getBytes(StandardCharsets.UTF_8));
            }
        });
        return insert;
    }

    private Insert changedValues() {
        Insert insert = new Insert("""
                insert into key_values (owner, key, value) select * from unnest($1::text[], $2::text[], $3::text[])
                on conflict (owner, key) do update set value = excluded.value""", TEXT, TEXT, TEXT);
        values.forEach((key, value) -> {
            if (value != null) {
                insert.put(key, key.get(0), key.get(1), value);
            }
        });
        return insert;
    }

    private Insert removedValues() {
        Insert delete = new Insert("""
                delete from key_values using unnest($1::text[], $2::text[]) as gone (owner, key)
                where key_values.owner = gone.owner and key_values.key = gone.key""", TEXT, TEXT);
        values.forEach((key, value) -> {
            if (value == null) {
                delete.put(key, key.get(0), key.get(1));
            }
        });
        return delete;
    }

    /** What of this can happen only once. */
    static Set<Identity> identities(List<Write> writes) {
        Set<Identity> identities = new HashSet<>();
        for (Write write : writes) {
            if (write instanceof Write.Append append) {
                append.events().stream()
                        .map(Identity::of)
                        .filter(Objects::nonNull)
                        .forEach(identities::add);
            }
        }
        return identities;
    }
}
