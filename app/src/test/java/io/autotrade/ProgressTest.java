package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter said = new StringWriter();
    private long now;

    private Progress progress(boolean terminal) {
        return new Progress(new PrintWriter(said), terminal, "rows", 1_000, () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void workThatIsOverAtOnceSaysNothing() {
        try (Progress progress = progress(true)) {
            progress.accept(500);
            progress.accept(1_000);
        }
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void aTerminalSeesABarThatIsDrawnOverItselfAndTakenAway() {
        try (Progress progress = progress(true)) {
            pass(Duration.ofSeconds(4));
            progress.accept(400);
        }
        assertThat(said.toString())
                .startsWith("\r[============                  ]  40 %  400 of 1,000 rows, about 6 s left")
                .endsWith("\r")
                .doesNotContain("\n");
    }

    @Test
    void aFileSeesALineEveryFiveSeconds() {
        try (Progress progress = progress(false)) {
            for (int second = 1; second <= 11; second++) {
                pass(Duration.ofSeconds(1));
                progress.accept(second * 90L);
            }
        }
        assertThat(said.toString().lines().map(String::strip))
                .containsExactly("45 %  450 of 1,000 rows, about 6 s left", "90 %  900 of 1,000 rows, about 1 s left");
    }

    @Test
    void moreThanThereWasIsAllOfIt() {
        try (Progress progress = progress(false)) {
            pass(Duration.ofSeconds(6));
            progress.accept(1_200);
        }
        assertThat(said.toString().strip()).isEqualTo("100 %  1,200 of 1,200 rows");
    }
}
