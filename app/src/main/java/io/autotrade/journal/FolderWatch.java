package io.autotrade.journal;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** Waits for changes in folders in which another process writes how far it is. */
final class FolderWatch implements AutoCloseable {

    /** Not every file system tells of changes at once, some of none. */
    private static final long LONGEST_MILLIS = 250;

    private final WatchService changes;

    private FolderWatch(WatchService changes) {
        this.changes = changes;
    }

    /** @param folders exist */
    static FolderWatch of(Path... folders) throws IOException {
        WatchService changes = FileSystems.getDefault().newWatchService();
        for (Path folder : folders) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        }
        return new FolderWatch(changes);
    }

    /** Returns after the next change, and after a quarter of a second in any case. */
    void awaitChange() {
        try {
            WatchKey changed = changes.poll(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            if (changed != null) {
                changed.pollEvents();
                changed.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("interrupted while the embedded database started", e);
        }
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }
}
