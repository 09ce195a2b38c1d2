package io.autotrade;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.CycleStarted;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.evaluation.CycleReplay.Report;
import io.autotrade.evaluation.RecordedCycles;
import io.autotrade.journal.PgJournal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
                "Reads recorded model replies again or asks the built-in rules again, judges the decisions again with"
                        + " the input of then, derives the orders, and reports every difference to the record."
                        + " Changes nothing; the service may run meanwhile.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no difference", "1:it could not be done", "3:there are differences"})
final class ReplayCommand implements Callable<Integer> {

    /** This code decides otherwise than the record says. */
    static final int DIFFERENT = 3;

    private static final int PAGE = 2_000;
    /** Cycles whose stored texts are read at once and held in memory. */
    private static final int AT_ONCE = 20;

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
        return tell(which.all || which.cycle == null ? all(journal) : one(journal, which.cycle));
    }

    private static Report one(PgJournal journal, String cycleId) {
        List<DomainEvent> events = journal.projections().cycle(cycleId).await().stream()
                .map(JournalEntry::event)
                .toList();
        if (events.isEmpty()) {
            throw new StartFailure("there is no cycle '" + cycleId + "' in the journal");
        }
        return again(journal, List.of(events));
    }

    private Report all(PgJournal journal) {
        try (Progress progress = new Progress(spec.commandLine().getErr(), "events replayed", journal.lastSeq())) {
            return all(journal, progress);
        }
    }

    private Report all(PgJournal journal, Progress progress) {
        Report report = Report.NONE;
        List<List<DomainEvent>> cycles = new ArrayList<>();
        List<DomainEvent> cycle = new ArrayList<>();
        long seq = 0;
        while (true) {
            List<JournalEntry> page = journal.read(seq, PAGE).await();
            for (JournalEntry entry : page) {
                seq = entry.seq();
                // One that was cut off by a crash has no end.
                if (entry.event() instanceof CycleStarted && !cycle.isEmpty()) {
                    cycles.add(cycle);
                    cycle = new ArrayList<>();
                }
                if (isOfCycle(entry.event())) {
                    cycle.add(entry.event());
                }
            }
            if (page.isEmpty() && !cycle.isEmpty()) {
                cycles.add(cycle);
                cycle = new ArrayList<>();
            }
            report = report.plus(again(journal, cycles));
            progress.accept(seq);
            cycles.clear();
            if (page.isEmpty()) {
                return report;
            }
        }
    }

    private static boolean isOfCycle(DomainEvent event) {
        return event instanceof AdviceReceived
                || event instanceof DecisionMade
                || event instanceof VerdictGiven
                || event instanceof OrderIntended
                || event instanceof CycleEnded;
    }

    private static Report again(PgJournal journal, List<List<DomainEvent>> cycles) {
        Report report = Report.NONE;
        for (int from = 0; from < cycles.size(); from += AT_ONCE) {
            List<List<DomainEvent>> part = cycles.subList(from, Math.min(from + AT_ONCE, cycles.size()));
            report = report.plus(RecordedCycles.read(journal, part).await().get());
        }
        return report;
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
            if (report.found() > report.differences().size()) {
                out.println("... the first " + report.differences().size() + " of them are shown");
            }
            out.println(summary(report));
        }
        out.flush();
        return report.found() == 0 ? Autotrade.OK : DIFFERENT;
    }

    private static String summary(Report report) {
        return report.replies() + " replies, " + report.advised() + " times the built-in rules, " + report.verdicts()
                + " verdicts and " + report.orders() + " orders made again, " + report.found() + " differences"
                + (report.skipped() == 0 ? "" : "; " + report.skipped() + " have no kept input")
                + (report.unsent() == 0
                        ? ""
                        : "; " + report.unsent() + " allowed actions were not sent, the service was being stopped");
    }
}
