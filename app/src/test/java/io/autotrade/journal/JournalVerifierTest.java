package io.autotrade.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.DomainEvent;
import io.autotrade.config.AppConfig;
import io.autotrade.journal.Verification.Kind;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JournalVerifierTest {

    private static final String UNLOCK = "alter table journal disable trigger user";

    private final AppConfig.StoreConfig store = TestDatabases.fresh();
    private final Vertx vertx = Vertx.vertx();
    private PgJournal journal;

    @BeforeEach
    void writeTenRows() {
        journal = PgJournal.open(vertx, store, InstantSource.system()).await();
        List<DomainEvent> events = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            events.add(i == 5 ? Events.advice("c1", "system ".repeat(100), "reply") : Events.alert(i));
        }
        journal.append(events).await();
    }

    @AfterEach
    void close() {
        journal.close().await();
        vertx.close().await();
    }

    private List<String> findings() {
        return journal.verify(rows -> {}).await().findings().stream()
                .map(finding -> finding.kind() + " " + finding.seq())
                .toList();
    }

    @Test
    void anUntouchedJournalIsWhole() {
        Verification result = journal.verify(rows -> {}).await();

        assertThat(result.whole()).isTrue();
        assertThat(result.rows()).isEqualTo(10);
        assertThat(result.lastHash()).hasSize(64);
    }

    @Test
    void aChangedRowIsNamed() {
        TestDatabases.sql(
                store, UNLOCK, "update journal set payload = replace(payload, 'number 4', 'number 5') where seq = 4");
        assertThat(findings()).containsExactly(Kind.CHANGED + " 4");

        TestDatabases.sql(store, "update journal set ts = ts + interval '1 microsecond' where seq = 7");
        assertThat(findings()).containsExactly(Kind.CHANGED + " 4", Kind.CHANGED + " 7");
    }

    @Test
    void aRowThatWasChangedAndHashedAgainIsNamed() {
        TestDatabases.sql(store, UNLOCK, """
                update journal set type = 'alert', payload = '{}', hash = sha256(prev_hash
                    || decode(lpad(to_hex(seq), 16, '0'), 'hex')
                    || decode(lpad(to_hex((extract(epoch from ts) * 1000000)::bigint), 16, '0'), 'hex')
                    || 'alert'::bytea || '\\x00'::bytea || '{}'::bytea)
                where seq = 4""");

        assertThat(findings()).containsExactly(Kind.CHANGED + " 4");
        assertThat(journal.verify(rows -> {}).await().findings().getFirst().message())
                .isEqualTo("row 4 was replaced; row 5 continues another one");
    }

    @Test
    void aRemovedRowIsNamedWhetherOrNotTheOthersAreRenumbered() {
        TestDatabases.sql(store, UNLOCK, "delete from journal where seq = 4");
        assertThat(findings()).containsExactly(Kind.REMOVED + " 4");

        TestDatabases.sql(store, "update journal set seq = seq - 1 where seq > 4 and seq < 100");
        assertThat(findings()).startsWith(Kind.REMOVED + " 4");
    }

    @Test
    void aRemovedEndIsNamed() {
        TestDatabases.sql(store, UNLOCK, "delete from journal where seq > 8");

        assertThat(findings()).containsExactly(Kind.REMOVED + " 9");
    }

    @Test
    void anInsertedRowIsNamed() {
        TestDatabases.sql(
                store,
                UNLOCK,
                "update journal set seq = seq + 100 where seq > 4",
                "update journal set seq = seq - 99 where seq > 100",
                "insert into journal select 5, ts, type, replace(payload, 'number', 'false'), null, null, null, null,"
                        + " recorded_at, prev_hash, hash from journal where seq = 4");

        assertThat(findings()).containsExactly(Kind.INSERTED + " 5");
    }

    @Test
    void aChangedTextIsNamed() {
        TestDatabases.sql(store, "update blobs set content = 'other'::bytea");

        assertThat(journal.verify(rows -> {}).await().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("stored text"));
    }

    @Test
    void rowsCannotBeChangedByMistake() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> TestDatabases.sql(store, "delete from journal where seq = 4")))
                .hasMessageContaining("append-only");
    }
}
