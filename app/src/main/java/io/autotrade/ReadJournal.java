package io.autotrade;

import io.autotrade.config.AppConfig;
import io.autotrade.journal.PgJournal;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.util.function.ToIntFunction;

/** The journal as commands read it: never written, and open only as long as the command works. */
final class ReadJournal {

    private ReadJournal() {}

    /**
     * Opens the journal of this configuration, lets the work read it, and closes it.
     *
     * @throws StartFailure when there is no journal
     */
    static int read(AppConfig config, ToIntFunction<PgJournal> work) {
        refuseMissing(config.store());
        Vertx vertx = Vertx.vertx();
        try {
            PgJournal journal = PgJournal.openReadOnly(vertx, config.store()).await();
            try {
                return work.applyAsInt(journal);
            } finally {
                journal.close().await();
            }
        } finally {
            vertx.close().await();
        }
    }

    /** Opening an embedded store that is not there would make an empty one. */
    private static void refuseMissing(AppConfig.StoreConfig store) {
        if (store.embedded() && !Files.isDirectory(store.dataDir().resolve("postgres/data"))) {
            throw new StartFailure("there is no journal in " + store.dataDir()
                    + "; store.data_dir or --home names the folder of the service");
        }
    }
}
