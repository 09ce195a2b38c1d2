package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium that acts out a script of src/test/browser. */
final class Browser {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** What a script asks of the test while it runs. */
    interface Asked {
        void of(String what) throws Exception;
    }

    private final Path chromium;
    private final Path module;

    private Browser(Path chromium, Path module) {
        this.chromium = chromium;
        this.module = module;
    }

    /** Skips the test where there is no Chromium, no Node.js, or no dashboard to look at. */
    static Browser orSkip() {
        Path module = RunningService.projectRoot().resolve("app");
        Optional<Path> chromium = NAMES.stream().flatMap(Browser::onPath).findFirst();
        assumeTrue(
                chromium.isPresent(),
                "no Chromium on the PATH (Debian: apt-get install chromium): not tested in a browser");
        assumeTrue(onPath("node").findFirst().isPresent(), "no Node.js on the PATH: not tested in a browser");
        assumeTrue(
                Browser.class.getResource("/dashboard/index.html") != null,
                "the dashboard is not part of this build: not tested in a browser");
        assumeTrue(
                Files.exists(modules(module).resolve("playwright-core/package.json")),
                "the packages of the dashboard are not installed: not tested in a browser");
        return new Browser(chromium.orElseThrow(), module);
    }

    private static Path modules(Path module) {
        return module.resolve("src/main/dashboard/node_modules");
    }

    private static Stream<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }

    /** Runs a script to its end; what it found fails the test. */
    void run(String script, RunningService service, String output, Asked asked, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "node",
                module.resolve("src/test/browser/" + script).toString(),
                modules(module).toString(),
                chromium.toString(),
                "http://localhost:" + service.port(),
                service.token(),
                module.resolve("target/" + output).toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader from = reader(process);
                BufferedWriter to =
                        new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                if (line.startsWith("ASK ")) {
                    asked.of(line.substring(4));
                    to.write("done\n");
                    to.flush();
                } else {
                    said.add(line);
                }
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("the script has ended")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(said).as("found by " + script).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    private static BufferedReader reader(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
