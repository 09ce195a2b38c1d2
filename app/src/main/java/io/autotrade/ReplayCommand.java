package io.autotrade;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.evaluation.CycleReplay;
import io.autotrade.evaluation.CycleReplay.Report;
import io.autotrade.journal.PgJournal;
import io.autotrade.risk.RiskGate;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads and judges recorded cycles again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Reads recorded model replies again, judges the decisions again with the input of then, and reports"
                        + " every difference to the record. Changes nothing; the service may run meanwhile.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no difference", "1:it could not be done", "3:there are differences"})
final class ReplayCommand implements Callable<Integer> {

    /** This code decides otherwise than the record says. */
    static final int DIFFERENT = 3;

    private static final int PAGE = 2_000;

    /** Which cycles. */
    static final class Which {

        @Parameters(paramLabel = "CYCLE", description = "Id of a cycle, as decisions and events show it.", arity = "1")
        private @Nullable String cycle;

        @Option(names = "--all", description = "Every cycle of the journal.", required = true)
        private boolean all;
    }

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return ReadJournal.read(options.load(), this::replay);
    }

    private int replay(PgJournal journal) {
        Map<String, String> texts = new ConcurrentHashMap<>();
        CycleReplay replay = new CycleReplay(
                new RiskGate(),
                hash -> Objects.requireNonNull(texts.get(hash), () -> "nothing is stored under " + hash));
        Report report = which.all || which.cycle == null
                ? all(journal, replay, texts)
                : one(journal, replay, texts, which.cycle);
        return tell(report);
    }

    private Report one(PgJournal journal, CycleReplay replay, Map<String, String> texts, String cycleId) {
        List<DomainEvent> events = journal.projections().cycle(cycleId).await().stream()
                .map(JournalEntry::event)
                .toList();
        if (events.isEmpty()) {
            throw new StartFailure("there is no cycle '" + cycleId + "' in the journal");
        }
        return again(journal, replay, texts, events);
    }

    private Report all(PgJournal journal, CycleReplay replay, Map<String, String> texts) {
        try (Progress progress = new Progress(spec.commandLine().getErr(), "events replayed", journal.lastSeq())) {
            return all(journal, replay, texts, progress);
        }
    }

    private static Report all(PgJournal journal, CycleReplay replay, Map<String, String> texts, Progress progress) {
        Report report = Report.NONE;
        List<DomainEvent> cycle = new ArrayList<>();
        long seq = 0;
        while (true) {
            List<JournalEntry> page = journal.read(seq, PAGE).await();
            if (page.isEmpty()) {
                return report;
            }
            seq = page.getLast().seq();
            for (JournalEntry entry : page) {
                switch (entry.event()) {
                    case AdviceReceived e -> cycle.add(e);
                    case DecisionMade e -> cycle.add(e);
                    case VerdictGiven e -> cycle.add(e);
                    case CycleEnded e -> {
                        report = report.plus(again(journal, replay, texts, cycle));
                        cycle.clear();
                        progress.accept(entry.seq());
                    }
                    default -> {
                        // not part of a decision
                    }
                }
            }
        }
    }

    private static Report again(
            PgJournal journal, CycleReplay replay, Map<String, String> texts, List<DomainEvent> cycle) {
        texts.clear();
        List<Future<?>> reads = new ArrayList<>();
        for (DomainEvent event : cycle) {
            if (event instanceof VerdictGiven verdict && verdict.inputHash() != null) {
                String hash = verdict.inputHash();
                // One that is missing is told as a difference.
                reads.add(journal.blob(hash)
                        .map(Optional::of)
                        .otherwise(Optional.empty())
                        .onSuccess(found -> found.ifPresent(text -> texts.put(hash, text))));
            }
        }
        for (Future<?> read : reads) {
            read.await();
        }
        return replay.replay(cycle);
    }

    private int tell(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(EventJson.write(report));
        } else {
            report.differences()
                    .forEach(d -> out.println("cycle " + d.cycleId()
                            + (d.decisionId() == null ? "" : ", decision " + d.decisionId()) + ", " + d.what()
                            + System.lineSeparator() + "  recorded  " + d.recorded() + System.lineSeparator()
                            + "  replayed  " + d.replayed()));
            out.println(report.replies() + " replies and " + report.verdicts() + " verdicts made again, "
                    + report.differences().size() + " differences"
                    + (report.skipped() == 0 ? "" : "; " + report.skipped() + " verdicts have no kept input"));
        }
        out.flush();
        return report.differences().isEmpty() ? Autotrade.OK : DIFFERENT;
    }
}
