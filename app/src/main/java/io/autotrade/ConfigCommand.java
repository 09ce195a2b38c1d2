package io.autotrade;

import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigException;
import io.autotrade.config.ConfigView;
import io.autotrade.plugin.PluginRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the configuration without starting anything. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Works on the configuration file.",
        subcommands = ConfigCommand.Check.class)
final class ConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Autotrade.NOT_UNDERSTOOD;
    }

    /** {@code config check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reads the file, tells every problem, and shows what would be in force.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:the file is valid", "1:it is not", "2:the command line was not understood"})
    static final class Check implements Callable<Integer> {

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Option(names = "--show", description = "Prints the effective configuration, secrets hidden.")
        private boolean show;

        @Option(
                names = "--json",
                description = "Prints JSON: whether it is valid, every problem, and with --show the"
                        + " effective configuration.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            return json ? checkAsJson() : check();
        }

        private int checkAsJson() {
            JsonObject answer = new JsonObject().put("file", options.file().toString());
            boolean valid = true;
            try {
                AppConfig config = options.load();
                StringWriter note = new StringWriter();
                List<String> ofPlugins = ofPlugins(config, new PrintWriter(note, true));
                if (!note.toString().isEmpty()) {
                    answer.put("note", note.toString().strip());
                }
                valid = ofPlugins.isEmpty();
                answer.put("valid", valid).put("problems", problemsOfPlugins(ofPlugins));
                if (show) {
                    answer.put("config", ConfigView.redacted(config));
                }
            } catch (ConfigException e) {
                valid = false;
                answer.put("valid", false).put("problems", problems(e));
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(answer.encodePrettily());
            out.flush();
            return valid ? Autotrade.OK : Autotrade.FAILED;
        }

        private static JsonArray problemsOfPlugins(List<String> messages) {
            JsonArray problems = new JsonArray();
            messages.forEach(message -> problems.add(new JsonObject()
                    .put("key", "")
                    .put("line", 0)
                    .put("value", "")
                    .put("message", message)));
            return problems;
        }

        private static JsonArray problems(ConfigException refusal) {
            JsonArray problems = new JsonArray();
            refusal.problems()
                    .forEach(problem -> problems.add(new JsonObject()
                            .put("key", problem.key())
                            .put("line", problem.line())
                            .put("value", problem.value())
                            .put("message", problem.message())));
            return problems;
        }

        private int check() {
            AppConfig config = options.load();
            PrintWriter out = spec.commandLine().getOut();
            List<String> problems = ofPlugins(config, out);
            if (!problems.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("autotrade: " + options.file() + " has " + problems.size() + " problem(s):"
                                + problems.stream()
                                        .map(problem -> System.lineSeparator() + "  " + problem)
                                        .collect(Collectors.joining()));
                return Autotrade.FAILED;
            }
            out.println(options.file() + " is valid");
            if (show) {
                out.println(ConfigView.redacted(config).encodePrettily());
            }
            out.flush();
            return Autotrade.OK;
        }

        /** Sections of plugins are known to their plugins alone, which need not be on the machine that checks. */
        private static List<String> ofPlugins(AppConfig config, PrintWriter out) {
            try (PluginRegistry plugins =
                    PluginRegistry.load(config.plugins().dir(), config.plugins().allowSha256())) {
                if (plugins.reports().isEmpty()) {
                    out.println("there is no plugin in " + config.plugins().dir()
                            + ", so sections of plugins were not looked at");
                    return List.of();
                }
                return Openings.problems(config, plugins);
            } catch (IllegalArgumentException e) {
                return List.of(String.valueOf(e.getMessage()));
            }
        }
    }
}
