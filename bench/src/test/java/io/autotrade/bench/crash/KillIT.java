package io.autotrade.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Twenty kills at random moments lose, double and forget nothing. {@link KillRun} does a thousand. */
@Timeout(600)
class KillIT {

    private static final System.Logger LOG = System.getLogger("kill");
    private static final Path ROOT = Path.of(System.getProperty("project.root", System.getProperty("user.dir")));

    @TempDir
    private static Path shared;

    private static ClassArchive archive;

    @TempDir
    private Path home;

    @BeforeAll
    static void layOutTheClasses() throws Exception {
        archive = ClassArchive.make(ROOT, shared);
    }

    @Test
    void nothingIsLostDoubledOrForgottenWhenTheProcessIsKilled() throws Exception {
        KillRun.Report report = KillRun.run(ROOT, home, archive, 15, 7, false, so -> {});

        LOG.log(System.Logger.Level.INFO, "paper venue: {0}", report);
        assertThat(report.problems()).isEmpty();
        assertThat(report.fills()).as("something was traded").isGreaterThan(20);
    }

    @Test
    void theSameOnAVenueThatLivesOn() throws Exception {
        KillRun.Report report = KillRun.run(ROOT, home, archive, 5, 8, true, so -> {});

        LOG.log(System.Logger.Level.INFO, "OKX sandbox: {0}", report);
        assertThat(report.problems()).isEmpty();
        assertThat(report.fills()).as("something was traded").isGreaterThan(2);
    }

    @Test
    void ctrlCStopsItWithinTenSeconds() throws Exception {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        Files.writeString(
                conf,
                "market: {source: simulated, simulated: {speed: max, seed: 1}}\nplugins: {dir: "
                        + ROOT.resolve("plugins") + "}\nhttp: {port: 0}\n");
        try (ServiceProcess service =
                ServiceProcess.start(ROOT, conf, archive.with()).awaitReady()) {
            assertThat(service.stop("INT")).isLessThan(10_000);
            assertThat(service.exitCode()).isEqualTo(130);
        }
        assertThat(home.resolve("data/postgres/data/postmaster.pid")).doesNotExist();
    }
}
