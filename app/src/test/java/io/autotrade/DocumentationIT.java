package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.autotrade.Documentation.Block;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs every call and every command the documentation shows against a running service. */
@Timeout(240)
class DocumentationIT {

    private static final String ADA = "the-token-of-ada-0123456789";
    private static final String BEN = "the-token-of-ben-0123456789";
    private static final String CRON = "the-token-of-a-clock-0123456789";
    private static final String SIMULATED = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {seed: 1, start: "2026-01-01T06:00:00Z"}}
            live: {account: main-eu, max_position_notional: 200, max_gross_notional: 500, daily_loss_cap: 50}
            """;
    private static final String HTTP = """
            {port: %d, cron_token: %s, tokens: [{name: ada, role: approver, token: %s}, {name: ben, role: approver, token: %s}]}
            """;
    /** They run until somebody stops them, or have a test of their own with what they need. */
    private static final Set<String> NOT_HERE = Set.of("run", "okx-sandbox", "backtest");

    @TempDir
    private Path home;

    @Test
    void everyCallIsAnsweredAndEveryCommandDoesItsWork() throws Exception {
        assumeTrue(onPath("curl"), "no curl on the PATH: the calls of the documentation are not tried");
        List<String> run = new ArrayList<>();
        try (RunningService service =
                RunningService.start(home, SIMULATED, HTTP.formatted(RunningService.freePort(), CRON, ADA, BEN))) {
            service.awaitType("fill");
            for (Block block : Documentation.blocks("sh", "shell")) {
                if (block.text().contains("curl ")) {
                    run.add(block.where());
                    call(block, service);
                }
            }
            for (Block block : Documentation.blocks("console")) {
                run.add(block.where());
                compare(block, service);
            }
            String decision = service.get("/decisions?limit=1")
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("decisionId");
            for (String command : commands()) {
                run.add(command);
                command(command.replace("DECISION", decision)
                        .replaceAll("\\bFILE\\b", home.resolve("out").toString()));
            }
        }
        assertThat(run).hasSizeGreaterThan(15);
    }

    /** A block as it stands, elsewhere: an answer that is no success ends it. */
    private void call(Block block, RunningService service) throws Exception {
        Ran ran = shell(service, "set -e\ncurl() { command curl --fail-with-body \"$@\"; echo; }\n" + block.text());

        assertThat(ran.code()).as(block.where() + "\n" + ran.text()).isZero();
    }

    /** What is printed under a command is what it prints, up to what stands for something left out. */
    private void compare(Block block, RunningService service) throws Exception {
        String[] parts = block.text().split("\n", 2);
        assertThat(parts[0]).as(block.where()).startsWith("$ ");
        String printed = shell(service, parts[0].substring(2)).text().replaceAll("\\s", "");
        String rest = printed;
        for (String shown : parts[1].replaceAll("\\s", "").split(Pattern.quote("..."))) {
            String bare = shown.replaceAll("^,|,$", "");
            assertThat(rest).as(block.where()).contains(bare);
            rest = rest.substring(rest.indexOf(bare) + bare.length());
        }
    }

    private record Ran(int code, String text) {}

    private Ran shell(RunningService service, String script) throws Exception {
        String api = "http://localhost:" + service.port() + "/api/autotrade/v1";
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-c", script.replace("localhost:8085", "localhost:" + service.port()))
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "API", api, "TOKEN", service.token(), "ADA_TOKEN", ADA, "BEN_TOKEN", BEN, "CRON_TOKEN", CRON));
        Process shell = builder.start();
        String said = new String(shell.getInputStream().readAllBytes());
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(shell.exitValue(), said);
    }

    /** Commands of blocks, each once, without those that run on. */
    private static List<String> commands() throws IOException {
        return Documentation.blocks("sh", "shell").stream()
                .flatMap(block -> block.commands().stream())
                .filter(command -> command.startsWith("autotrade ") || command.contains("autotrade.jar "))
                .map(command -> command.replaceFirst("^.*?(autotrade\\.jar|autotrade) ", ""))
                .filter(command -> !NOT_HERE.contains(command.split(" ")[0]))
                .distinct()
                .toList();
    }

    private void command(String command) {
        List<String> words = new ArrayList<>(Documentation.words(command));
        boolean configured = words.contains("--conf");
        if (!configured && !words.contains("--help")) {
            words.addAll(List.of("--conf", home.resolve("conf/autotrade.yaml").toString()));
        } else if (configured) {
            int at = words.indexOf("--conf") + 1;
            words.set(at, Documentation.root().resolve(words.get(at)).toString());
        }
        StringWriter said = new StringWriter();
        CommandLine line = Autotrade.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));

        int code = line.execute(words.toArray(String[]::new));
        boolean answered = words.contains("--safe") && said.toString().startsWith("no, status 503");
        assertThat(code).as(command + "\n" + said).isEqualTo(answered ? Autotrade.FAILED : Autotrade.OK);
    }

    private static boolean onPath(String name) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
