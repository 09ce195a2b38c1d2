package io.autotrade.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.config.AppConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PgJournalTest {

    private final AppConfig.StoreConfig store = TestDatabases.fresh();
    private final Vertx vertx = Vertx.vertx();
    private PgJournal journal;

    @BeforeEach
    void open() {
        journal = PgJournal.open(vertx, store, InstantSource.system()).await();
    }

    @AfterEach
    void close() {
        journal.close().await();
        vertx.close().await();
    }

    @Test
    void numbersAreGaplessAndPublishedInOrderWhoeverAppends() throws Exception {
        List<Long> listened = Collections.synchronizedList(new ArrayList<>());
        List<Long> published = Collections.synchronizedList(new ArrayList<>());
        journal.onCommitted(entry -> listened.add(entry.seq()));
        vertx.eventBus()
                .<JsonObject>consumer(
                        "autotrade.alerts",
                        message -> published.add(message.body().getLong("seq")))
                .completion()
                .await();

        int threads = 8;
        int each = 250;
        List<Future<?>> appends = Collections.synchronizedList(new ArrayList<>());
        List<Thread> started = IntStream.range(0, threads)
                .mapToObj(thread -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < each; i++) {
                        appends.add(journal.append(Events.alert(thread * each + i)));
                    }
                }))
                .toList();
        for (Thread thread : started) {
            thread.join();
        }
        Future.all(new ArrayList<>(appends)).await();

        List<Long> all = LongStream.rangeClosed(1, threads * each).boxed().toList();
        assertThat(listened).isEqualTo(all);
        Waiting.until(() -> published.size() == all.size());
        assertThat(published).isEqualTo(all);
        assertThat(journal.read(0, 10_000).await())
                .extracting(JournalEntry::seq)
                .isEqualTo(all);
        assertThat(journal.lastSeq()).isEqualTo(all.size());
    }

    @Test
    void whatIsReadIsWhatWasAppended() {
        List<DomainEvent> events = List.of(
                Events.alert(1),
                Events.intent("o1", "d1", "c1"),
                Events.fill("f1", "o1", "d1"),
                Events.advice("c1", "system ".repeat(100), "reply \u0000 \" {\"blob\":\"x\"} ".repeat(50)),
                Events.marked(1));

        List<JournalEntry> written = journal.append(events).await();

        assertThat(written).extracting(JournalEntry::event).isEqualTo(events);
        assertThat(journal.read(0, 100).await()).isEqualTo(written);
        assertThat(journal.read(0, 4, Set.of("fill", "alert", "portfolio"), 100).await())
                .containsExactly(written.get(0), written.get(2));
        assertThat(journal.read(1, 5, Set.of("advice", "portfolio"), 1).await()).containsExactly(written.get(3));
        assertThat(journal.read(5, 5, Set.of("alert"), 1).await()).isEmpty();
        List<JournalEntry> replayed = new ArrayList<>();
        journal.replay(replayed::add).await();
        assertThat(replayed).isEqualTo(written);
    }

    @Test
    void anAppendIsWrittenWholeOrNotAtAll() {
        journal.append(Events.intent("o1", "d1", "c1")).await();
        Future<List<JournalEntry>> before = journal.append(Events.alert(1));
        Future<List<JournalEntry>> refused =
                journal.append(List.of(Events.alert(2), Events.intent("o1", "d2", "c2"), Events.alert(3)));
        Future<List<JournalEntry>> after = journal.append(Events.alert(4));

        assertThatThrownBy(refused::await)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("o1")
                .hasMessageContaining("only once");
        assertThat(before.await()).extracting(JournalEntry::seq).containsExactly(2L);
        assertThat(after.await()).extracting(JournalEntry::seq).containsExactly(3L);
        assertThat(journal.read(1, 10).await())
                .extracting(entry -> ((AlertRaised) entry.event()).message())
                .containsExactly("number 1", "number 4");
    }

    @Test
    void aFillReportedAgainIsLeftOut() {
        journal.append(Events.fill("f1", "o1", "d1")).await();

        assertThat(journal.append(Events.fill("f1", "o1", "d1")).await()).isEmpty();
        List<JournalEntry> mixed = journal.append(List.of(
                        Events.fill("f1", "o1", "d1"), Events.fill("f2", "o1", "d1"), Events.fill("f2", "o1", "d1")))
                .await();

        assertThat(mixed).extracting(JournalEntry::seq).containsExactly(2L);
        assertThat(journal.lastSeq()).isEqualTo(2);
    }

    @Test
    void aRestartContinuesWhereTheJournalEnded() {
        journal.append(List.of(Events.alert(1), Events.alert(2))).await();
        journal.keyValues("broker.test").put("cash", "10.50").await();
        journal.close().await();

        journal = PgJournal.open(vertx, store, InstantSource.system()).await();

        assertThat(journal.lastSeq()).isEqualTo(2);
        assertThat(journal.append(Events.alert(3)).await())
                .extracting(JournalEntry::seq)
                .containsExactly(3L);
        assertThat(journal.keyValues("broker.test").get("cash").await()).isEqualTo("10.50");
    }

    @Test
    void aSecondWriterIsRefusedAndAReaderIsNot() {
        journal.append(Events.alert(1)).await();

        assertThatThrownBy(() ->
                        PgJournal.open(vertx, store, InstantSource.system()).await(60, TimeUnit.SECONDS))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("another instance");

        PgJournal reader = PgJournal.openReadOnly(vertx, store).await();
        assertThat(reader.lastSeq()).isEqualTo(1);
        assertThatThrownBy(() -> reader.append(Events.alert(2)).await()).isInstanceOf(JournalException.class);
        reader.close().await();
        assertThat(journal.append(Events.alert(2)).await()).hasSize(1);
    }

    @Test
    void valuesOfAnOwnerAreItsOwnAndTheLastWriteStays() {
        var mine = journal.keyValues("mine");
        var other = journal.keyValues("other");
        Future<?> last = Future.succeededFuture();
        for (int i = 0; i < 50; i++) {
            last = mine.putAll(Map.of("a/1", "v" + i, "a/2", "w" + i));
            mine.put("b", "x" + i);
        }
        last.await();
        mine.remove("b").await();
        other.put("a/1", "theirs").await();

        assertThat(mine.list("a/").await()).containsExactly(Map.entry("a/1", "v49"), Map.entry("a/2", "w49"));
        assertThat(mine.get("b").await()).isNull();
        assertThat(other.list("").await()).containsExactly(Map.entry("a/1", "theirs"));
        assertThatThrownBy(() -> mine.put("", "x").await()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mine.put("k".repeat(201), "x").await()).hasMessageContaining("200");
    }

    @Test
    void aTextIsStoredOnceUnderItsHash() {
        String hash = journal.putBlob("market view é").await();

        assertThat(journal.putBlob("market view é").await()).isEqualTo(hash);
        assertThat(journal.blob(hash).await()).isEqualTo("market view é");
        assertThatThrownBy(() -> journal.blob("00").await()).hasMessageContaining("no text");
    }
}
