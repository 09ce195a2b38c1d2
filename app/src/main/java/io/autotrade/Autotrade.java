package io.autotrade;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "autotrade",
        mixinStandardHelpOptions = true,
        versionProvider = Autotrade.Versions.class,
        description = "Trades crypto perpetuals with a language model in the loop. The model proposes, code disposes.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            BacktestCommand.class,
            PluginsCommand.class,
            ConfigCommand.class,
            ReplayCommand.class,
            ExplainCommand.class,
            OkxSandboxCommand.class,
            VerifyJournalCommand.class,
            DoctorCommand.class,
            HealthCommand.class,
            ExportCommand.class,
            ReportCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Autotrade {

    /** The command did what it was asked to. */
    static final int OK = 0;
    /** The command was understood and could not be done; the reason was printed. */
    static final int FAILED = 1;
    /** The command line was not understood. */
    static final int NOT_UNDERSTOOD = 2;

    private Autotrade() {}

    /**
     * Runs one command and exits with its code: 0 done, 1 could not be done, 2 not understood.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Autotrade())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("autotrade: " + StartFailure.reason(failure));
                    return FAILED;
                });
    }

    /** Prints the version of the build and of the Java it runs on. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"autotrade " + Version.TEXT + ", Java " + Runtime.version()};
        }
    }
}
