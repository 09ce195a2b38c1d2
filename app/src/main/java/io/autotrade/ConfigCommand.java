package io.autotrade;

import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigException;
import io.autotrade.config.ConfigView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
                answer.put("valid", true).put("problems", new JsonArray());
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
            out.println(options.file() + " is valid");
            if (show) {
                out.println(ConfigView.redacted(config).encodePrettily());
            }
            out.flush();
            return Autotrade.OK;
        }
    }
}
