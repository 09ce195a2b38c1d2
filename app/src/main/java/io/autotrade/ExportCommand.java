package io.autotrade;

import io.autotrade.journal.PgJournal;
import io.autotrade.report.Dataset;
import io.autotrade.report.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a table of the journal for spreadsheets and scripts. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes trades, fills, the equity curve or decisions as CSV or JSON Lines. The service may run"
                + " meanwhile.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:written", "1:it could not be written", "2:the command line was not understood"})
final class ExportCommand implements Callable<Integer> {

    enum Format {
        CSV,
        JSONL
    }

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Parameters(paramLabel = "TABLE", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Dataset dataset = Dataset.TRADES;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
    private Format format = Format.CSV;

    @Option(names = "--json", description = "The same as --format JSONL.")
    private boolean json;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write; standard output if not given.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return ReadJournal.read(options.load(), this::export);
    }

    private int export(PgJournal journal) {
        if (out == null) {
            PrintWriter printer = spec.commandLine().getOut();
            write(journal, printer);
            return Autotrade.OK;
        }
        try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(out))) {
            long rows = write(journal, file);
            if (file.checkError()) {
                throw new StartFailure(out + " could not be written completely");
            }
            spec.commandLine().getErr().println(rows + " rows in " + out);
        } catch (IOException e) {
            throw new UncheckedIOException(out + " cannot be written", e);
        }
        return Autotrade.OK;
    }

    private long write(PgJournal journal, PrintWriter printer) {
        boolean lines = json || format == Format.JSONL;
        if (!lines) {
            printer.print(String.join(",", dataset.columns()) + "\r\n");
        }
        long[] rows = {0};
        Dataset.Fold fold = dataset.fold(row -> {
            rows[0]++;
            print(printer, row, lines);
        });
        try (Progress progress = new Progress(spec.commandLine().getErr(), "events read", journal.lastSeq())) {
            journal.replay(entry -> {
                        fold.accept(entry);
                        progress.accept(entry.seq());
                    })
                    .await();
        }
        fold.end();
        printer.flush();
        return rows[0];
    }

    private static void print(PrintWriter printer, Row row, boolean lines) {
        printer.print(lines ? row.json() + "\n" : row.csv() + "\r\n");
    }
}
