package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltNoteTest {

    @TempDir
    private Path data;

    private Path file() {
        return data.resolve("HALT");
    }

    @Test
    void leavesTheHaltFileForTheNextProcessAndTakesItAway() throws Exception {
        HaltNote note = new HaltNote(data);

        note.leave(false);
        assertThat(Files.readString(file())).startsWith("halt").doesNotContain("flatten");
        note.leave(true);
        assertThat(Files.readString(file())).startsWith("flatten");
        assertThat(HaltNote.isKnown(Files.readString(file())))
                .as("by this process")
                .isTrue();

        String later = Files.readString(file()).replaceAll("process .*", "process of before");
        Files.writeString(file(), later);
        assertThat(HaltNote.isKnown(later)).isFalse();
        new HaltNote(data).take();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.exists(file())) {
            assertThat(System.nanoTime()).as("taken away").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void leavesThePersonsFileAlone() throws Exception {
        Files.writeString(file(), "no trading today");
        HaltNote note = new HaltNote(data);

        note.leave(true);
        note.take();

        assertThat(file()).hasContent("no trading today");
    }
}
