package io.autotrade.evaluation;

import io.autotrade.advisor.llm.DecisionParser;
import io.autotrade.advisor.llm.ParseContext;
import io.autotrade.advisor.llm.ParsedReply;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.risk.GateInput;
import io.autotrade.risk.RiskGate;
import io.autotrade.risk.Verdict;
import io.autotrade.risk.Verdict.Allowed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a recorded cycle again: reads the model's reply anew, judges every decision anew with the input the gate had,
 * and tells where this code comes to another result than the record. Changes nothing.
 */
public final class CycleReplay {

    /**
     * Where record and replay differ.
     *
     * @param what {@code parsing}, {@code decision}, {@code outcome}, {@code rules}, {@code quantity} or
     *     {@code missing}
     * @param decisionId null when it concerns the reply as a whole
     */
    public record Difference(
            String cycleId, @Nullable String decisionId, String what, String recorded, String replayed) {}

    /**
     * What was compared.
     *
     * @param replies model replies that were read again
     * @param verdicts verdicts that were made again
     * @param skipped verdicts without a kept input, from before inputs were kept
     */
    public record Report(int replies, int verdicts, int skipped, List<Difference> differences) {

        /** Nothing compared. */
        public static final Report NONE = new Report(0, 0, 0, List.of());

        public Report {
            differences = List.copyOf(differences);
        }

        /** Both together. */
        public Report plus(Report other) {
            List<Difference> all = new ArrayList<>(differences);
            all.addAll(other.differences);
            return new Report(replies + other.replies, verdicts + other.verdicts, skipped + other.skipped, all);
        }
    }

    private final RiskGate gate;
    private final Function<String, String> blobs;

    /** @param blobs the stored text under a hash; throws when there is none */
    public CycleReplay(RiskGate gate, Function<String, String> blobs) {
        this.gate = gate;
        this.blobs = blobs;
    }

    /** @param cycle the events of one cycle in order */
    public Report replay(List<DomainEvent> cycle) {
        List<Difference> differences = new ArrayList<>();
        List<Decision> decided = cycle.stream()
                .filter(DecisionMade.class::isInstance)
                .map(event -> ((DecisionMade) event).decision())
                .toList();
        int replies = 0;
        int verdicts = 0;
        int skipped = 0;
        for (DomainEvent event : cycle) {
            switch (event) {
                case AdviceReceived advice
                when isReadAgain(advice) -> {
                    replies++;
                    read(advice, decided, differences);
                }
                case VerdictGiven verdict when verdict.inputHash() == null -> skipped++;
                case VerdictGiven verdict -> {
                    verdicts++;
                    judge(verdict, Objects.requireNonNull(verdict.inputHash()), differences);
                }
                default -> {
                    // nothing that is computed
                }
            }
        }
        return new Report(replies, verdicts, skipped, differences);
    }

    /** Late, failed and fallback answers were not turned into decisions. */
    private static boolean isReadAgain(AdviceReceived advice) {
        return advice.readAgainst() != null
                && advice.advisor().equals("llm")
                && (advice.status().equals("ok") || advice.status().equals("unreadable"));
    }

    private static void read(AdviceReceived advice, List<Decision> decided, List<Difference> differences) {
        AdviceReceived.ReadAgainst against = Objects.requireNonNull(advice.readAgainst());
        ParsedReply parsed = DecisionParser.parse(
                advice.reply(),
                new ParseContext(
                        advice.cycleId(), new HashSet<>(against.symbols()), against.held(), against.allowShort()));
        compare(advice.cycleId(), null, "parsing", advice.items(), parsed.items(), differences);
        Set<Decision> all = new java.util.LinkedHashSet<>(decided);
        for (Decision decision : parsed.decisions()) {
            if (!all.remove(decision)) {
                differences.add(new Difference(
                        advice.cycleId(), decision.decisionId(), "decision", "not so", decision.toString()));
            }
        }
        all.forEach(decision -> differences.add(
                new Difference(advice.cycleId(), decision.decisionId(), "decision", decision.toString(), "not so")));
    }

    private void judge(VerdictGiven recorded, String hash, List<Difference> differences) {
        String cycle = recorded.cycleId();
        String id = recorded.decisionId();
        Verdict verdict;
        try {
            verdict = gate.judge(EventJson.read(blobs.apply(hash), GateInput.class));
        } catch (RuntimeException e) {
            differences.add(new Difference(cycle, id, "missing", hash, Objects.toString(e.getMessage(), "unreadable")));
            return;
        }
        compare(cycle, id, "outcome", recorded.outcome(), verdict.outcome(), differences);
        compare(cycle, id, "rules", recorded.rules(), verdict.rules(), differences);
        compare(cycle, id, "quantity", recorded.quantity(), quantity(verdict.action()), differences);
    }

    private static void compare(
            String cycle,
            @Nullable String decision,
            String what,
            @Nullable Object recorded,
            @Nullable Object replayed,
            List<Difference> differences) {
        if (!Objects.equals(recorded, replayed)) {
            differences.add(new Difference(cycle, decision, what, String.valueOf(recorded), String.valueOf(replayed)));
        }
    }

    /** Quantity an allowed action trades; null when it trades nothing. */
    static @Nullable BigDecimal quantity(@Nullable Allowed action) {
        return switch (action) {
            case Allowed.Open open -> open.quantity();
            case Allowed.Close close -> close.quantity();
            case Allowed.MoveProtection move -> null;
            case null -> null;
        };
    }
}
