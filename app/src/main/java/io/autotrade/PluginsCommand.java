package io.autotrade;

import io.autotrade.config.AppConfig;
import io.autotrade.plugin.PluginRegistry;
import io.autotrade.plugin.PluginReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what was found in the plugins folder, and why something was refused. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        description = "Lists the plugins that were found, and why one was refused.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:listed",
            "1:the folder or the configuration cannot be read",
            "2:the command line was not understood"
        })
final class PluginsCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        AppConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        try (PluginRegistry registry =
                PluginRegistry.load(config.plugins().dir(), config.plugins().allowSha256())) {
            if (json) {
                out.println(PluginsJson.of(registry.reports()).encodePrettily());
            } else if (registry.reports().isEmpty()) {
                out.println("no plugins in " + config.plugins().dir());
            } else {
                registry.reports().forEach(report -> out.println(line(report)));
            }
            out.flush();
        }
        return Autotrade.OK;
    }

    private static String line(PluginReport report) {
        String outcome = report.loaded() ? "loaded   " : "refused  ";
        String what = report.loaded()
                ? report.provides().stream()
                        .map(provided -> provided.kind() + ' ' + provided.id() + " (" + provided.displayName() + ")")
                        .collect(Collectors.joining(", "))
                : report.reason();
        return outcome + report.name() + ": " + what;
    }
}
