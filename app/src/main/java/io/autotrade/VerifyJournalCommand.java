package io.autotrade;

import io.autotrade.journal.PgJournal;
import io.autotrade.journal.Verification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks that nobody has changed what is in the journal. */
@Command(
        name = "verify-journal",
        mixinStandardHelpOptions = true,
        description = "Checks the hash chain of the whole journal and names every row that was changed, removed or"
                + " inserted. The service may run meanwhile.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the journal is whole", "1:it could not be checked", "3:it was tampered with"})
final class VerifyJournalCommand implements Callable<Integer> {

    /** The journal is not what was written. */
    static final int TAMPERED = 3;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return ReadJournal.read(options.load(), journal -> report(verify(journal)));
    }

    private Verification verify(PgJournal journal) {
        try (Progress progress = new Progress(spec.commandLine().getErr(), "rows checked", journal.lastSeq())) {
            return journal.verify(progress).await();
        }
    }

    private int report(Verification result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(result).encodePrettily());
        } else {
            result.findings().forEach(finding -> out.println(finding.kind() + "  " + finding.message()));
            out.println((result.whole() ? "the journal is whole: " : "the journal was tampered with: ") + result.rows()
                    + " rows, the last is " + result.lastSeq() + " with hash " + result.lastHash());
        }
        out.flush();
        return result.whole() ? Autotrade.OK : TAMPERED;
    }

    private static JsonObject json(Verification result) {
        JsonArray findings = new JsonArray();
        result.findings()
                .forEach(finding -> findings.add(new JsonObject()
                        .put("seq", finding.seq())
                        .put("kind", finding.kind().name())
                        .put("message", finding.message())));
        return new JsonObject()
                .put("whole", result.whole())
                .put("rows", result.rows())
                .put("last_seq", result.lastSeq())
                .put("last_hash", result.lastHash())
                .put("findings", findings);
    }
}
