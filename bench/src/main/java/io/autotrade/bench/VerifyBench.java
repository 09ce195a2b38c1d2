package io.autotrade.bench;

import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigLoader;
import io.autotrade.journal.PgJournal;
import io.autotrade.journal.Verification;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** How long it takes to check the hash chain of a large journal: {@code VerifyBench [ROWS]}. */
public final class VerifyBench {

    private static final int ROWS = 1_000_000;
    private static final int TOGETHER = 700;
    private static final int IN_FLIGHT = 16;
    private static final int RUNS = 3;

    private VerifyBench() {}

    public static void main(String[] args) throws IOException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : ROWS;
        Path home = Files.createTempDirectory("autotrade-verify-");
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        Files.writeString(conf, "store: {url: embedded}\n");
        AppConfig.StoreConfig store = ConfigLoader.load(conf, null, Map.of()).store();
        Vertx vertx = Vertx.vertx();
        PgJournal journal = PgJournal.open(vertx, store, InstantSource.system()).await();
        try {
            write(journal, rows);
            for (int run = 0; run < RUNS; run++) {
                long began = System.nanoTime();
                Verification result = journal.verify(seen -> {}).await();
                System.out.printf(
                        "%d rows checked in %.1f s, whole: %s%n",
                        result.rows(), (System.nanoTime() - began) / 1e9, result.whole());
            }
        } finally {
            journal.close().await();
            vertx.close().await();
        }
        System.out.println("the journal is in " + home);
    }

    /** Fills a journal with what cycles leave, many at a time. */
    public static void write(PgJournal journal, int rows) {
        long began = System.nanoTime();
        Deque<Future<List<JournalEntry>>> underWay = new ArrayDeque<>();
        List<DomainEvent> next = new ArrayList<>();
        long written = 0;
        for (long cycle = 1; written < rows; cycle++) {
            next.addAll(BenchEvents.cycle(cycle));
            if (next.size() >= TOGETHER) {
                written += next.size();
                underWay.addLast(journal.append(next));
                next = new ArrayList<>();
                if (underWay.size() > IN_FLIGHT) {
                    underWay.removeFirst().await();
                }
            }
        }
        underWay.forEach(append -> append.await());
        System.out.printf("%d rows written in %.0f s%n", written, (System.nanoTime() - began) / 1e9);
    }
}
