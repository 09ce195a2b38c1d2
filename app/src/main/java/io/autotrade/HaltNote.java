package io.autotrade;

import io.autotrade.evaluation.ControlPlane;
import io.autotrade.execution.StopNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves the file that halts trading (see {@link StopTriggers}) while the database cannot keep a halt, so that a
 * service that ends meanwhile starts halted. A file that a person has put there is left alone.
 */
final class HaltNote implements StopNote {

    private static final Logger LOG = LoggerFactory.getLogger(HaltNote.class);
    private static final String MINE = "left by the service while the database was away; it takes it away again";

    /** Tells a note of this process, which holds anyway, from that of one that has ended. */
    private static final String PROCESS = "process " + UUID.randomUUID();

    private final Path file;
    /** Notes that were left, so that one is not taken away for the sake of an earlier halt. */
    private final AtomicLong notes = new AtomicLong();

    HaltNote(Path dataDir) {
        this.file = dataDir.resolve(ControlPlane.HALT_FILE);
    }

    @Override
    public synchronized void leave(boolean flatten) {
        notes.incrementAndGet();
        try {
            if (!Files.exists(file) || isMine()) {
                Files.writeString(
                        file,
                        String.join(System.lineSeparator(), flatten ? "flatten" : "halt", MINE, PROCESS, ""),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.SYNC);
            }
        } catch (IOException e) {
            LOG.error("the halt holds, but a crash before the database is back would forget it: {}", e.getMessage());
        }
    }

    /** Off the caller's thread, which may be an event loop. */
    @Override
    public void take() {
        long kept = notes.get();
        Thread.ofVirtual().name("autotrade-halt-note").start(() -> takeAway(kept));
    }

    private synchronized void takeAway(long kept) {
        try {
            if (notes.get() == kept && Files.exists(file) && isMine()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("the file {} is not needed any more and could not be removed: {}", file, e.getMessage());
        }
    }

    /** Whether a halt file says only what this process knows. */
    static boolean isKnown(String text) {
        return text.contains(PROCESS);
    }

    private boolean isMine() throws IOException {
        return Files.size(file) < 4_096
                && Files.readString(file, StandardCharsets.UTF_8).contains(MINE);
    }
}
