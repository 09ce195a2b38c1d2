package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What every command of the service has in common. */
class CommandLineTest {

    /** They print no result: they run, or print help. */
    private static final Set<String> WITHOUT_RESULT = Set.of("run", "okx-sandbox", "help", "config");

    @TempDir
    private Path home;

    /** @param text of both outputs */
    private record Ran(int code, String text) {}

    private static Ran run(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Autotrade.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        return new Ran(line.execute(arguments), said.toString());
    }

    private static Stream<List<String>> commands(CommandLine line, List<String> path) {
        return line.getSubcommands().entrySet().stream().flatMap(entry -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(entry.getKey());
            return Stream.concat(Stream.of(deeper), commands(entry.getValue(), deeper));
        });
    }

    private static List<List<String>> commands() {
        return commands(Autotrade.commandLine(), List.of()).toList();
    }

    @Test
    void everyCommandHasHelpThatNamesItsExitCodes() {
        assertThat(commands()).hasSizeGreaterThan(12);
        for (List<String> command : commands()) {
            if (command.equals(List.of("help"))) {
                continue;
            }
            List<String> words = new ArrayList<>(command);
            words.add("--help");
            Ran help = run(words.toArray(String[]::new));
            assertThat(help.code()).as(command.toString()).isZero();
            if (!command.equals(List.of("config"))) {
                assertThat(help.text()).as(command.toString()).contains("Usage: autotrade", "Exit codes:");
            }
        }
    }

    @Test
    void everyCommandWithAResultCanTellItAsJson() {
        for (List<String> command : commands()) {
            if (!WITHOUT_RESULT.contains(command.getLast())) {
                CommandLine line = Autotrade.commandLine();
                for (String word : command) {
                    line = line.getSubcommands().get(word);
                }
                assertThat(line.getCommandSpec().findOption("--json"))
                        .as(command.toString())
                        .isNotNull();
            }
        }
    }

    @Test
    void whatIsNotUnderstoodIsToldApartFromWhatCannotBeDone() {
        assertThat(run("exprot", "trades").code()).isEqualTo(Autotrade.NOT_UNDERSTOOD);
        assertThat(run("exprot", "trades").text()).contains("export");
        assertThat(run().code()).isEqualTo(Autotrade.NOT_UNDERSTOOD);
        assertThat(run("export", "trades", "--conf", home.resolve("none.yaml").toString())
                        .code())
                .isEqualTo(Autotrade.FAILED);
    }

    @Test
    void everyProblemOfAConfigurationIsToldAsJson() throws Exception {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        Files.writeString(conf, "trading: {risk: {max_leverage: 900}, symbls: [BTC-USDT-SWAP]}\n");

        Ran wrong = run("config", "check", "--json", "--conf", conf.toString());
        Files.writeString(conf, "trading: {risk: {max_leverage: 9}}\n");
        Ran right = run("config", "check", "--json", "--show", "--conf", conf.toString());

        assertThat(wrong.code()).isEqualTo(Autotrade.FAILED);
        assertThat(new JsonObject(wrong.text()).getJsonArray("problems").encode())
                .contains("trading.risk.max_leverage", "trading.symbls");
        assertThat(right.code()).isZero();
        assertThat(new JsonObject(right.text()).getJsonObject("config").encode())
                .contains("\"max_leverage\":9");
    }
}
