package io.autotrade.bench.load;

import io.autotrade.bench.BenchEvents;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigLoader;
import io.autotrade.journal.PgJournal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Journal writes beside bare inserts of the same texts into a plain table of the same server, in turns: one event at a
 * time, as an intent waits for its commit, and in large batches. The journal also chains hashes, writes projections,
 * and hands every entry on; the bare table has a number and a text.
 */
public final class JournalBench {

    private static final int ROUNDS = 5;
    private static final int SINGLE = 300;
    private static final int BATCH = 700;
    private static final int BATCHES = 20;
    private static final int IN_FLIGHT = 4;

    private final PgJournal journal;
    private final Pool bare;
    private long nextCycle = 1;
    private long nextRow = 1;

    private JournalBench(PgJournal journal, Pool bare) {
        this.journal = journal;
        this.bare = bare;
    }

    public static void main(String[] args) throws IOException {
        Path home = Measured.home("journal");
        Path conf = home.resolve("conf/autotrade.yaml");
        Files.writeString(conf, "store: {url: embedded}\n");
        AppConfig.StoreConfig store = ConfigLoader.load(conf, null, Map.of()).store();
        Vertx vertx = Vertx.vertx();
        PgJournal journal = PgJournal.open(vertx, store, InstantSource.system()).await();
        Pool bare = pool(vertx, store.dataDir().resolve("postgres"));
        try {
            System.out.println(Machine.describe());
            bare.query("create table bench_bare (seq bigint primary key, payload text not null)")
                    .execute()
                    .await();
            new JournalBench(journal, bare).run();
        } finally {
            bare.close().await();
            journal.close().await();
            vertx.close().await();
        }
    }

    /** A second way into the server of the journal. */
    private static Pool pool(Vertx vertx, Path postgres) throws IOException {
        PgConnectOptions options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(Integer.parseInt(Files.readAllLines(postgres.resolve("data/postmaster.pid"))
                        .get(3)
                        .strip()))
                .setUser("autotrade")
                .setPassword(Files.readString(postgres.resolve("password")).strip())
                .setDatabase("postgres")
                .setCachePreparedStatements(true);
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private void run() {
        single(this::append); // warm-up
        single(this::insert);
        batches(this::append);
        batches(this::insert);
        double[] singleShare = new double[ROUNDS];
        double[] batchShare = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            Latencies bareSingle = single(this::insert);
            Latencies ourSingle = single(this::append);
            singleShare[i] = bareSingle.millis(0.5) / ourSingle.millis(0.5);
            double bareBatch = batches(this::insert);
            double ourBatch = batches(this::append);
            batchShare[i] = ourBatch / bareBatch;
            System.out.printf(
                    Locale.ROOT,
                    "one at a time: bare %s; journal %s; share %.2f%n",
                    bareSingle,
                    ourSingle,
                    singleShare[i]);
            System.out.printf(
                    Locale.ROOT,
                    "batches of %d: bare %.0f rows/s, journal %.0f rows/s, share %.2f%n",
                    BATCH,
                    bareBatch,
                    ourBatch,
                    batchShare[i]);
        }
        Arrays.sort(singleShare);
        Arrays.sort(batchShare);
        System.out.printf(
                Locale.ROOT,
                "median share of the bare table: %.2f one at a time (by p50), %.2f in batches (by rows/s)%n",
                singleShare[ROUNDS / 2],
                batchShare[ROUNDS / 2]);
    }

    /** Takes events in; completes after commit. */
    private interface Way {
        Future<?> take(List<DomainEvent> events);
    }

    private Future<?> append(List<DomainEvent> events) {
        return journal.append(events);
    }

    private Future<?> insert(List<DomainEvent> events) {
        List<Tuple> rows = events.stream()
                .map(event -> Tuple.of(nextRow++, EventJson.write(event)))
                .toList();
        return bare.withTransaction(connection -> connection
                .preparedQuery("insert into bench_bare values ($1, $2)")
                .executeBatch(rows));
    }

    private Latencies single(Way way) {
        Latencies latencies = new Latencies();
        Deque<DomainEvent> events = new ArrayDeque<>(events(SINGLE));
        while (!events.isEmpty()) {
            long begun = System.nanoTime();
            way.take(List.of(events.removeFirst())).await();
            latencies.add(System.nanoTime() - begun);
        }
        return latencies;
    }

    /** @return rows per second */
    private double batches(Way way) {
        List<List<DomainEvent>> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            batches.add(events(BATCH));
        }
        long begun = System.nanoTime();
        Deque<Future<?>> underWay = new ArrayDeque<>();
        for (List<DomainEvent> batch : batches) {
            underWay.addLast(way.take(batch));
            if (underWay.size() > IN_FLIGHT) {
                underWay.removeFirst().await();
            }
        }
        underWay.forEach(each -> each.await());
        return BATCHES * BATCH / ((System.nanoTime() - begun) / 1e9);
    }

    private List<DomainEvent> events(int count) {
        List<DomainEvent> events = new ArrayList<>();
        while (events.size() < count) {
            events.addAll(BenchEvents.cycle(nextCycle++));
        }
        return List.copyOf(events.subList(0, count));
    }
}
