package io.autotrade.api;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.journal.Journal;
import io.autotrade.journal.JournalException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A journal in memory. */
final class FakeJournal implements Journal {

    private final List<JournalEntry> entries = new CopyOnWriteArrayList<>();
    private final List<Consumer<JournalEntry>> listeners = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public synchronized Future<List<JournalEntry>> append(List<? extends DomainEvent> events) {
        List<JournalEntry> added = new ArrayList<>();
        for (DomainEvent event : events) {
            JournalEntry entry = new JournalEntry(entries.size() + 1L, event, event.at());
            entries.add(entry);
            added.add(entry);
        }
        added.forEach(entry -> listeners.forEach(listener -> listener.accept(entry)));
        return Future.succeededFuture(added);
    }

    @Override
    public long lastSeq() {
        return entries.size();
    }

    @Override
    public Future<List<JournalEntry>> read(long afterSeq, int limit) {
        if (away) {
            return Future.failedFuture(new JournalException("connection to db:secret@10.0.0.1 refused"));
        }
        return Future.succeededFuture(entries.stream()
                .filter(entry -> entry.seq() > afterSeq)
                .limit(limit)
                .toList());
    }

    @Override
    public Future<Void> replay(Consumer<JournalEntry> consumer) {
        entries.forEach(consumer);
        return Future.succeededFuture();
    }

    @Override
    public Subscription onCommitted(Consumer<JournalEntry> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public KeyValueStore keyValues(String owner) {
        throw new UnsupportedOperationException("not used by the API");
    }

    @Override
    public Future<String> putBlob(String content) {
        throw new UnsupportedOperationException("not used by the API");
    }

    @Override
    public Future<String> blob(String hash) {
        return hash.equals("view-hash")
                ? Future.succeededFuture("{\"source\":\"simulated\"}")
                : Future.failedFuture(new JournalException("no blob " + hash));
    }

    @Override
    public boolean healthy() {
        return !away;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
