package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The tests that come with the projects of docs/templates pass, as they would in the hands of an author. */
@Timeout(120)
class TemplateTestsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"DIARY, com.example.diary.DiaryTest, 1", "BEACON, com.example.beacon.BeaconContractTest, 8"})
    void theTestsOfAProjectPass(Template template, String test, int atLeast) throws Exception {
        Path jar = template.jar(true).write(folder.resolve("it.jar"));
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, TemplateTestsTest.class.getClassLoader())) {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(loader.loadClass(test)))
                                    .build(),
                            summary);
        }

        StringWriter failures = new StringWriter();
        summary.getSummary().printFailuresTo(new PrintWriter(failures), 20);
        assertThat(summary.getSummary().getTotalFailureCount())
                .as(failures.toString())
                .isZero();
        assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThanOrEqualTo(atLeast);
    }
}
