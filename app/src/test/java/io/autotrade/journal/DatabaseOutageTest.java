package io.autotrade.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.config.AppConfig;
import io.autotrade.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away and comes back while events are appended. */
@Timeout(240)
class DatabaseOutageTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static JournalOptions patience(Duration appendTimeout, int maxQueued) {
        return new JournalOptions(
                appendTimeout,
                maxQueued,
                2 * maxQueued,
                maxQueued,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(5));
    }

    @Test
    void aServerThatIsStoppedAndStartedLosesDoublesAndReordersNothing(@TempDir Path folder) throws Exception {
        Path home = TestDatabases.homeWithPrograms(folder);
        EmbeddedServer server = EmbeddedServer.start(home);
        int port = server.address().connection("test").getPort();
        PgJournal journal = PgJournal.open(
                        vertx,
                        external(server.address()),
                        InstantSource.system(),
                        patience(Duration.ofSeconds(90), 100_000))
                .await();
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        journal.onCommitted(entry -> seen.add(entry.seq()));
        List<Future<List<JournalEntry>>> appends = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean done = new AtomicBoolean();
        Thread appender = Thread.ofPlatform().start(() -> {
            for (int i = 0; !done.get(); i++) {
                appends.add(journal.append(Events.alert(i)));
                if (i % 20 == 0) {
                    appends.getLast().await();
                }
            }
        });
        Waiting.until(() -> seen.size() > 200);

        for (int outage = 0; outage < 2; outage++) {
            server.stop();
            Waiting.until(() -> !journal.healthy());
            long before = journal.lastSeq();
            server = EmbeddedServer.start(home, port);
            Waiting.until(() -> journal.healthy() && journal.lastSeq() > before + 100);
        }
        done.set(true);
        appender.join();
        Future.all(new ArrayList<>(appends)).await();

        List<Long> all = LongStream.rangeClosed(1, appends.size()).boxed().toList();
        assertThat(seen).isEqualTo(all);
        assertThat(appends.stream().map(append -> append.result().getFirst().seq()))
                .isEqualTo(all);
        List<String> stored = new ArrayList<>();
        journal.replay(entry -> stored.add(entry.event().toString())).await();
        assertThat(stored)
                .isEqualTo(LongStream.range(0, appends.size())
                        .mapToObj(i -> Events.alert((int) i).toString())
                        .toList());
        assertThat(journal.verify(rows -> {}).await().whole()).isTrue();
        journal.close().await();
        server.stop();
    }

    @Test
    void whileItIsAwayAppendsFailAfterAWhileAndTheQueueIsBounded() {
        try (Wire wire = new Wire(vertx)) {
            AppConfig.StoreConfig store = wire.store();
            PgJournal journal = PgJournal.open(
                            vertx, store, InstantSource.system(), patience(Duration.ofMillis(500), 10))
                    .await();
            journal.append(Events.alert(1)).await();

            wire.cut();
            Waiting.until(() -> !journal.healthy());
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                waiting.add(journal.append(Events.alert(2)));
            }
            assertThatThrownBy(() -> journal.append(Events.alert(3)).await())
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("full");
            waiting.forEach(append -> assertThatThrownBy(append::await)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("nothing was written"));

            wire.mend();
            Waiting.until(journal::healthy);
            assertThat(journal.append(Events.alert(4)).await())
                    .extracting(JournalEntry::seq)
                    .containsExactly(2L);
            journal.close().await();
        }
    }

    @Test
    void whatIsRememberedWhileItIsAwayIsKnownAtOnceAndWrittenInItsPlace() {
        try (Wire wire = new Wire(vertx)) {
            PgJournal journal = PgJournal.open(
                            vertx, wire.store(), InstantSource.system(), patience(Duration.ofMillis(200), 1000))
                    .await();
            List<DomainEvent> known = Collections.synchronizedList(new ArrayList<>());
            List<DomainEvent> committed = Collections.synchronizedList(new ArrayList<>());
            journal.onKnown((event, at) -> known.add(event));
            journal.onCommitted(entry -> committed.add(entry.event()));
            List<DomainEvent> all = new ArrayList<>(List.of(Events.alert(1)));
            journal.append(all).await();

            wire.cut();
            Waiting.until(() -> !journal.healthy());
            Future<?> expires = journal.append(Events.alert(99));
            List<Journal.Receipt> receipts = new ArrayList<>();
            for (int i = 2; i < 8; i++) {
                all.add(Events.alert(i));
                receipts.add(journal.remember(Journal.Urgency.FACT, List.of(all.getLast())));
                receipts.getLast().known().await();
                assertThat(known).isEqualTo(all);
            }
            var values = journal.keyValues("test");
            values.remember(Map.of("a", "1")).await();
            assertThatThrownBy(expires::await).isInstanceOf(JournalException.class);
            assertThat(committed).hasSize(1);

            wire.mend();
            receipts.forEach(receipt -> receipt.committed().await());
            all.add(Events.alert(8));
            journal.append(all.getLast()).await();
            assertThat(known).isEqualTo(all);
            assertThat(committed).isEqualTo(all);
            assertThat(values.get("a").await()).isEqualTo("1");
            assertThat(journal.verify(rows -> {}).await().whole()).isTrue();
            journal.close().await();
        }
    }

    @Test
    void aDatabaseThatIsSilentCountsAsAwayBeforeItsConnectionIsGivenUp() {
        try (Wire wire = new Wire(vertx)) {
            PgJournal journal = PgJournal.open(
                            vertx, wire.store(), InstantSource.system(), patience(Duration.ofSeconds(60), 1000))
                    .await();
            journal.append(Events.alert(1)).await();

            wire.loseAnswers(false);
            Journal.Receipt receipt = journal.remember(Journal.Urgency.EXIT, List.of(Events.alert(2)));
            receipt.known().await();
            assertThat(journal.healthy()).isFalse();
            assertThat(receipt.committed().isComplete()).isFalse();

            wire.cut();
            wire.mend();
            assertThat(receipt.committed().await())
                    .extracting(JournalEntry::seq)
                    .containsExactly(2L);
            journal.close().await();
        }
    }

    @Test
    void theRoomIsBoundedAndExitsHaveTheLastOfIt() {
        try (Wire wire = new Wire(vertx)) {
            PgJournal journal = PgJournal.open(
                            vertx, wire.store(), InstantSource.system(), patience(Duration.ofSeconds(60), 10))
                    .await();
            journal.append(Events.alert(1)).await();
            wire.cut();
            Waiting.until(() -> !journal.healthy());

            List<Journal.Receipt> taken = new ArrayList<>();
            taken.addAll(fill(journal, Journal.Urgency.FACT, 20));
            taken.addAll(fill(journal, Journal.Urgency.EXIT, 10));

            wire.mend();
            taken.forEach(receipt -> receipt.committed().await());
            assertThat(journal.lastSeq()).isEqualTo(31);
            journal.close().await();
        }
    }

    /** Uses up what there is for this urgency; the next one is refused and says why. */
    private static List<Journal.Receipt> fill(PgJournal journal, Journal.Urgency urgency, int room) {
        List<Journal.Receipt> taken = new ArrayList<>();
        for (int i = 0; i < room; i++) {
            taken.add(journal.remember(urgency, List.of(Events.alert(i))));
            taken.getLast().known().await();
        }
        assertThatThrownBy(() -> journal.remember(urgency, List.of(Events.alert(room)))
                        .known()
                        .await())
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.full()).isTrue());
        return taken;
    }

    @Test
    void aFullDiskOrALostTransactionDelaysAndLosesNothing() {
        AppConfig.StoreConfig store = TestDatabases.fresh();
        PgJournal journal = PgJournal.open(vertx, store, InstantSource.system(), patience(Duration.ofSeconds(60), 1000))
                .await();
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        journal.onCommitted(entry -> seen.add(entry.seq()));
        journal.append(Events.alert(1)).await();

        TestDatabases.sql(store, """
                create function no_room() returns trigger language plpgsql as $$
                begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$""", """
                create trigger no_room before insert on journal execute function no_room()""");
        Future<List<JournalEntry>> plain = journal.append(Events.alert(2));
        Waiting.until(() -> !journal.healthy());
        Journal.Receipt exit = journal.remember(Journal.Urgency.EXIT, List.of(Events.alert(3)));
        exit.known().await();
        assertThat(seen).containsExactly(1L);
        TestDatabases.sql(store, "drop trigger no_room on journal");
        assertThat(plain.await()).extracting(JournalEntry::seq).containsExactly(2L);
        assertThat(exit.committed().await()).extracting(JournalEntry::seq).containsExactly(3L);

        // a connection that is cut in the middle of its transaction
        TestDatabases.sql(
                store,
                "create table hanging as select 1",
                """
                create function hang() returns trigger language plpgsql as $$
                begin if exists (select from hanging) then perform pg_sleep(60); end if; return new; end $$""",
                "create trigger hang before insert on journal for each row execute function hang()");
        Journal.Receipt cut = journal.remember(Journal.Urgency.FACT, List.of(Events.alert(4)));
        Waiting.until(() ->
                TestDatabases.number(store, "select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == 1);
        TestDatabases.sql(
                store,
                "delete from hanging",
                "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'");
        assertThat(cut.committed().await()).extracting(JournalEntry::seq).containsExactly(4L);

        assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
        assertThat(journal.verify(rows -> {}).await().whole()).isTrue();
        journal.close().await();
    }

    @Test
    void anAnswerLostAfterTheCommitIsFoundOut() {
        lostAnswer(true);
    }

    @Test
    void aRequestLostBeforeTheCommitIsSentAgain() {
        lostAnswer(false);
    }

    /** @param arrives whether the transaction reaches the server before the connection is cut */
    private void lostAnswer(boolean arrives) {
        try (Wire wire = new Wire(vertx)) {
            PgJournal journal = PgJournal.open(
                            vertx, wire.store(), InstantSource.system(), patience(Duration.ofSeconds(60), 1000))
                    .await();
            List<Long> seen = Collections.synchronizedList(new ArrayList<>());
            journal.onCommitted(entry -> seen.add(entry.seq()));
            // The same kinds of events once before, so that the statement is prepared and needs one message only.
            journal.append(List.of(Events.alert(1), Events.fill("f1", "o1", "d1"), Events.intent("o1", "d", "c")))
                    .await();

            wire.loseAnswers(arrives);
            Future<List<JournalEntry>> open = journal.append(
                    List.of(Events.alert(2), Events.fill("f2", "o1", "d1"), Events.intent("o2", "d", "c")));
            Waiting.until(wire::lost);
            if (arrives) {
                Waiting.until(() -> TestDatabases.number(wire.direct, "select max(seq) from journal") == 6);
            }
            Future<List<JournalEntry>> next = journal.append(Events.alert(3));
            wire.cut();
            wire.mend();

            assertThat(open.await()).extracting(JournalEntry::seq).containsExactly(4L, 5L, 6L);
            assertThat(next.await()).extracting(JournalEntry::seq).containsExactly(7L);
            assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(journal.read(0, 100).await()).hasSize(7);
            assertThat(journal.verify(rows -> {}).await().whole()).isTrue();
            journal.close().await();
        }
    }

    private static AppConfig.StoreConfig external(StoreAddress address) {
        var options = address.connection("test");
        return new AppConfig.StoreConfig(
                Secret.of("postgresql://" + options.getUser() + ":" + options.getPassword() + "@127.0.0.1:"
                        + options.getPort() + "/" + options.getDatabase()),
                Path.of("unused").toAbsolutePath());
    }

    /** A proxy before the server that can lose what goes through it. */
    private static final class Wire implements AutoCloseable {

        private final AppConfig.StoreConfig direct = TestDatabases.fresh();
        private final NetServer proxy;
        private final NetClient client;
        private final List<NetSocket> sockets = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean open = true;
        private volatile boolean losing;
        private volatile boolean requestsArrive;
        private volatile boolean lost;

        Wire(Vertx vertx) {
            client = vertx.createNetClient();
            int target = TestDatabases.port();
            proxy = vertx.createNetServer()
                    .connectHandler(inner -> {
                        if (!open) {
                            inner.close();
                            return;
                        }
                        inner.pause();
                        sockets.add(inner);
                        client.connect(target, "127.0.0.1").onSuccess(outer -> {
                            sockets.add(outer);
                            inner.handler(bytes -> {
                                lost = lost || losing;
                                if (!losing || requestsArrive) {
                                    outer.write(bytes);
                                }
                            });
                            outer.handler(bytes -> {
                                if (!losing) {
                                    inner.write(bytes);
                                }
                            });
                            inner.closeHandler(ignored -> outer.close());
                            outer.closeHandler(ignored -> inner.close());
                            inner.resume();
                        });
                    })
                    .listen(0, "127.0.0.1")
                    .await();
        }

        AppConfig.StoreConfig store() {
            return new AppConfig.StoreConfig(
                    Secret.of(direct.url()
                            .reveal()
                            .replace(":" + TestDatabases.port() + "/", ":" + proxy.actualPort() + "/")),
                    direct.dataDir());
        }

        /** From now on answers do not arrive, and requests only if said so. */
        void loseAnswers(boolean requests) {
            requestsArrive = requests;
            losing = true;
        }

        boolean lost() {
            return lost;
        }

        void cut() {
            open = false;
            List.copyOf(sockets).forEach(NetSocket::close);
            sockets.clear();
        }

        void mend() {
            losing = false;
            open = true;
        }

        @Override
        public void close() {
            proxy.close().await();
            client.close().await();
        }
    }
}
