package io.autotrade;

import io.autotrade.journal.PgJournal;
import io.autotrade.report.PerformanceReport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes how the account did as a page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes a performance report as one HTML file with charts that needs no network. The service may"
                + " run meanwhile.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:written", "1:it could not be written", "2:the command line was not understood"})
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write; ${DEFAULT-VALUE} if not given.")
    private Path out = Path.of("autotrade-report.html");

    @Option(names = "--json", description = "Prints what was written as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return ReadJournal.read(options.load(), this::write);
    }

    private int write(PgJournal journal) {
        PerformanceReport report = new PerformanceReport();
        try (Progress progress = new Progress(spec.commandLine().getErr(), "events read", journal.lastSeq())) {
            journal.replay(entry -> {
                        report.accept(entry);
                        progress.accept(entry.seq());
                    })
                    .await();
        }
        try {
            Files.writeString(out, report.html());
        } catch (IOException e) {
            throw new UncheckedIOException(out + " cannot be written", e);
        }
        PrintWriter printer = spec.commandLine().getOut();
        Path file = out.toAbsolutePath();
        printer.println(
                json
                        ? new JsonObject()
                                .put("file", file.toString())
                                .put("events", journal.lastSeq())
                                .encode()
                        : "wrote " + file + " from " + journal.lastSeq() + " events");
        printer.flush();
        return Autotrade.OK;
    }
}
