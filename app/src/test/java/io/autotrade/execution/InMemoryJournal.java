package io.autotrade.execution;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.journal.FullQueue;
import io.autotrade.journal.Journal;
import io.autotrade.journal.JournalException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A journal that keeps its entries in memory and can be made to refuse or to take its time. */
public final class InMemoryJournal implements Journal {

    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<Consumer<JournalEntry>> listeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<DomainEvent, Instant>> knowing = new CopyOnWriteArrayList<>();
    private final Deque<Remembered> remembered = new ArrayDeque<>();
    private final Map<String, String> values = new TreeMap<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean holds;
    private boolean down;
    private boolean full;
    private boolean losing;

    private record Remembered(List<? extends DomainEvent> events, Promise<List<JournalEntry>> promise) {}

    /** From now on what is appended is committed by {@link #commitNext} only. */
    public synchronized void hold() {
        holds = true;
    }

    /** Commits the oldest append that is held; false when there is none. */
    public synchronized boolean commitNext() {
        Runnable next = held.pollFirst();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** While it is down appends fail and what is to be remembered waits; it is written when it is up again. */
    public synchronized void down(boolean now) {
        down = now;
        losing = false;
        while (!down && !remembered.isEmpty()) {
            Remembered next = remembered.removeFirst();
            next.promise().complete(write(next.events()));
        }
    }

    /** The connection breaks: what is appended from now on may arrive, see {@link #commitNext}, and nobody is told. */
    public synchronized void loseAnswers() {
        down = true;
        losing = true;
    }

    /** From now on nothing more can be remembered while it is down. */
    public synchronized void full(boolean now) {
        full = now;
    }

    /** As if the process ended: what waits is gone. */
    public synchronized void forgetRemembered() {
        remembered.clear();
        knowing.clear();
        listeners.clear();
        down = false;
    }

    @Override
    public synchronized Receipt remember(Urgency urgency, List<? extends DomainEvent> events) {
        if (!down) {
            return Journal.super.remember(urgency, events);
        }
        if (full) {
            JournalException refused = FullQueue.refusal();
            return new Receipt(Future.failedFuture(refused), Future.failedFuture(refused));
        }
        Remembered taken = new Remembered(List.copyOf(events), Promise.promise());
        remembered.addLast(taken);
        events.forEach(this::tell);
        return new Receipt(Future.succeededFuture(), taken.promise().future());
    }

    private void tell(DomainEvent event) {
        knowing.forEach(listener -> listener.accept(event, Instant.EPOCH));
    }

    @Override
    public synchronized Future<List<JournalEntry>> append(List<? extends DomainEvent> events) {
        if (down && !losing) {
            return Future.failedFuture(new JournalException("the database is away"));
        }
        if (holds || losing) {
            Promise<List<JournalEntry>> promise = Promise.promise();
            held.addLast(() -> promise.complete(commit(events)));
            return promise.future();
        }
        return Future.succeededFuture(commit(events));
    }

    private List<JournalEntry> commit(List<? extends DomainEvent> events) {
        List<JournalEntry> added = write(events);
        events.forEach(this::tell);
        return added;
    }

    private List<JournalEntry> write(List<? extends DomainEvent> events) {
        List<JournalEntry> added = new ArrayList<>();
        for (DomainEvent event : events) {
            JournalEntry entry = new JournalEntry(entries.size() + 1L, event, Instant.EPOCH);
            entries.add(entry);
            added.add(entry);
        }
        added.forEach(entry -> listeners.forEach(listener -> listener.accept(entry)));
        return added;
    }

    public synchronized <T extends DomainEvent> List<T> events(Class<T> type) {
        return entries.stream()
                .map(JournalEntry::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public synchronized long lastSeq() {
        return entries.size();
    }

    @Override
    public synchronized Future<List<JournalEntry>> read(long afterSeq, int limit) {
        return Future.succeededFuture(entries.stream()
                .filter(entry -> entry.seq() > afterSeq)
                .limit(limit)
                .toList());
    }

    @Override
    public synchronized Future<Void> replay(Consumer<JournalEntry> consumer) {
        List.copyOf(entries).forEach(consumer);
        return Future.succeededFuture();
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
        return new Values(owner + '/');
    }

    @Override
    public Future<String> putBlob(String content) {
        values.put("blob/" + content.hashCode(), content);
        return Future.succeededFuture(Integer.toHexString(content.hashCode()));
    }

    @Override
    public Future<String> blob(String hash) {
        return Future.succeededFuture(values.get("blob/" + hash));
    }

    @Override
    public synchronized boolean healthy() {
        return !down;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private final class Values implements KeyValueStore {
        private final String prefix;

        private Values(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Future<String> get(String key) {
            return Future.succeededFuture(values.get(prefix + key));
        }

        @Override
        public Future<Void> putAll(Map<String, String> added) {
            added.forEach((key, value) -> values.put(prefix + key, value));
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> remove(String key) {
            values.remove(prefix + key);
            return Future.succeededFuture();
        }

        @Override
        public Future<Map<String, String>> list(String start) {
            return Future.succeededFuture(new TreeMap<>(values));
        }
    }
}
