package io.autotrade.telemetry;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventType;
import io.autotrade.bus.JournalEntry;
import io.autotrade.journal.Journal;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A journal of which every write that a cycle waits for is a span of that cycle; changes nothing else. */
public final class TracedJournal implements Journal {

    private final Journal journal;
    private final Tracer tracer;

    public TracedJournal(Journal journal, Tracer tracer) {
        this.journal = journal;
        this.tracer = tracer;
    }

    @Override
    public Future<List<JournalEntry>> append(List<? extends DomainEvent> events) {
        return Spans.child(tracer, "journal append", span -> {
            describe(span, events);
            return journal.append(events);
        });
    }

    private static void describe(Span span, List<? extends DomainEvent> events) {
        if (span.isRecording()) {
            span.setAttribute("events", events.size());
            span.setAttribute(
                    "types",
                    events.stream()
                            .map(event -> EventType.of(event).wireName())
                            .distinct()
                            .collect(Collectors.joining(",")));
        }
    }

    @Override
    public Receipt remember(Urgency urgency, List<? extends DomainEvent> events) {
        return journal.remember(urgency, events);
    }

    @Override
    public Future<Void> unlessAway(Future<List<JournalEntry>> written) {
        return journal.unlessAway(written);
    }

    @Override
    public Future<String> putBlob(String content) {
        return Spans.child(tracer, "journal text", span -> journal.putBlob(content));
    }

    @Override
    public long lastSeq() {
        return journal.lastSeq();
    }

    @Override
    public Future<List<JournalEntry>> read(long afterSeq, int limit) {
        return journal.read(afterSeq, limit);
    }

    @Override
    public Future<List<JournalEntry>> read(long afterSeq, long upToSeq, Set<String> types, int limit) {
        return journal.read(afterSeq, upToSeq, types, limit);
    }

    @Override
    public Future<Void> replay(Consumer<JournalEntry> consumer) {
        return journal.replay(consumer);
    }

    @Override
    public Subscription onCommitted(Consumer<JournalEntry> listener) {
        return journal.onCommitted(listener);
    }

    @Override
    public Subscription onKnown(BiConsumer<DomainEvent, Instant> listener) {
        return journal.onKnown(listener);
    }

    @Override
    public KeyValueStore keyValues(String owner) {
        return journal.keyValues(owner);
    }

    @Override
    public Future<String> blob(String hash) {
        return journal.blob(hash);
    }

    @Override
    public boolean healthy() {
        return journal.healthy();
    }

    @Override
    public Future<Void> close() {
        return journal.close();
    }
}
