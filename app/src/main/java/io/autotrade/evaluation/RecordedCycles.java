package io.autotrade.evaluation;

import io.autotrade.bus.DomainEvent;
import io.autotrade.evaluation.CycleReplay.Report;
import io.autotrade.journal.Journal;
import io.autotrade.risk.RiskGate;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Cycles of a journal, made again with the texts that the journal keeps for them. */
public final class RecordedCycles {

    private RecordedCycles() {}

    /**
     * Reads what the cycles need from the journal.
     *
     * @param cycles the events of each cycle, in order; their stored texts are held in memory together
     * @return what makes them again: it computes without waiting, so not on an event loop; never fails
     */
    public static Future<Supplier<Report>> read(Journal journal, List<List<DomainEvent>> cycles) {
        return texts(journal, cycles).map(texts -> () -> again(cycles, texts));
    }

    private static Report again(List<List<DomainEvent>> cycles, Map<String, String> texts) {
        CycleReplay replay = new CycleReplay(
                new RiskGate(),
                hash -> Objects.requireNonNull(texts.get(hash), () -> "nothing is stored under " + hash));
        Report report = Report.NONE;
        for (List<DomainEvent> cycle : cycles) {
            report = report.plus(replay.replay(cycle));
        }
        return report;
    }

    private static Future<Map<String, String>> texts(Journal journal, List<List<DomainEvent>> cycles) {
        Set<String> needed = new TreeSet<>();
        cycles.forEach(cycle -> needed.addAll(CycleReplay.needs(cycle)));
        List<String> hashes = List.copyOf(needed);
        // One that is missing is told as a difference.
        List<Future<Optional<String>>> reads = hashes.stream()
                .map(hash -> journal.blob(hash).map(Optional::of).otherwise(Optional.empty()))
                .toList();
        return Future.all(reads).map(all -> {
            Map<String, String> texts = new HashMap<>();
            for (int i = 0; i < reads.size(); i++) {
                String hash = hashes.get(i);
                reads.get(i).result().ifPresent(text -> texts.put(hash, text));
            }
            return texts;
        });
    }
}
