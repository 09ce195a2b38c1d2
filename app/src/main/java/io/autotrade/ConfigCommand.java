package io.autotrade;

import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigView;
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
            description = "Reads the file, tells every problem, and shows what would be in force.")
    static final class Check implements Callable<Integer> {

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Option(names = "--show", description = "Prints the effective configuration, secrets hidden.")
        private boolean show;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
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
