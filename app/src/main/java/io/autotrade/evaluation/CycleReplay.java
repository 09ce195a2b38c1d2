package io.autotrade.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.baseline.BaselineAdvisor;
import io.autotrade.advisor.llm.DecisionParser;
import io.autotrade.advisor.llm.LlmAdvisor;
import io.autotrade.advisor.llm.ParseContext;
import io.autotrade.advisor.llm.ParsedReply;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.market.MarketViewJson;
import io.autotrade.risk.GateInput;
import io.autotrade.risk.RiskGate;
import io.autotrade.risk.Verdict;
import io.autotrade.risk.Verdict.Allowed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a recorded cycle again: reads the model's reply anew, or asks the built-in rules anew where they decided or
 * stood in for a model; judges every decision anew with the input the gate had; derives the order from the verdict; and
 * tells where this code comes to another result than the record. Changes nothing.
 */
public final class CycleReplay {

    /** Texts of a difference are cut to this many characters. */
    static final int MAX_TEXT = 2_000;

    /** Numbers are the same when their values are, whatever their trailing zeros. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    /**
     * Where record and replay differ.
     *
     * @param what {@code parsing}, {@code decision}, {@code verdict} (there is none), {@code outcome}, {@code rules},
     *     {@code quantity}, {@code order} or {@code missing} (something of the record cannot be read)
     * @param decisionId null when it concerns the reply as a whole
     * @param recorded at most 2000 characters
     * @param replayed at most 2000 characters
     */
    public record Difference(
            String cycleId, @Nullable String decisionId, String what, String recorded, String replayed) {

        public Difference {
            recorded = cut(recorded);
            replayed = cut(replayed);
        }

        private static String cut(String text) {
            return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
        }
    }

    /**
     * What was compared.
     *
     * @param replies model replies that were read again
     * @param verdicts verdicts that were made again
     * @param skipped advice and verdicts without a kept input, from before inputs were kept
     * @param advised times the built-in rules were asked again, as the advisor or in place of a model
     * @param orders intents that were derived again
     * @param unsent allowed actions that no intent follows, as when the service was being stopped
     * @param found number of differences
     * @param differences the first {@value #MOST} of them
     */
    public record Report(
            int replies,
            int verdicts,
            int skipped,
            int advised,
            int orders,
            int unsent,
            long found,
            List<Difference> differences) {

        /** Differences that are kept: enough to see what is wrong. */
        public static final int MOST = 200;

        /** Nothing compared. */
        public static final Report NONE = new Report(0, 0, 0, 0, 0, 0, 0, List.of());

        public Report {
            differences = List.copyOf(differences);
        }

        /** Both together. */
        public Report plus(Report other) {
            List<Difference> all = new ArrayList<>(differences);
            other.differences.stream().limit(MOST - all.size()).forEach(all::add);
            return new Report(
                    replies + other.replies,
                    verdicts + other.verdicts,
                    skipped + other.skipped,
                    advised + other.advised,
                    orders + other.orders,
                    unsent + other.unsent,
                    found + other.found,
                    all);
        }
    }

    private final RiskGate gate;
    private final Function<String, String> blobs;

    /** @param blobs the stored text under a hash; throws when there is none */
    public CycleReplay(RiskGate gate, Function<String, String> blobs) {
        this.gate = gate;
        this.blobs = blobs;
    }

    /** Hashes of the stored texts that a replay of these events asks for. */
    public static Set<String> needs(List<DomainEvent> cycle) {
        Set<String> hashes = new TreeSet<>();
        for (DomainEvent event : cycle) {
            if (event instanceof VerdictGiven verdict && verdict.inputHash() != null) {
                hashes.add(verdict.inputHash());
            } else if (event instanceof AdviceReceived advice && advice.inputHash() != null && isByRules(advice)) {
                hashes.add(advice.inputHash());
                hashes.add(Objects.requireNonNull(advice.marketViewHash()));
            }
        }
        return hashes;
    }

    /** @param cycle the events of one cycle in order */
    public Report replay(List<DomainEvent> cycle) {
        Run run = new Run();
        cycle.forEach(run::accept);
        return run.report();
    }

    /** Whether the built-in rules decided, or stood in for a model that did not answer. */
    private static boolean isByRules(AdviceReceived advice) {
        return switch (advice.status()) {
            case "ok" -> advice.advisor().equals("baseline");
            case "unreadable" -> false;
            default -> true;
        };
    }

    /** One cycle on its way. */
    private final class Run {

        private final List<Difference> differences = new ArrayList<>();
        private final Map<String, Decision> decided = new LinkedHashMap<>();
        private final Set<String> judged = new HashSet<>();
        private final Map<String, Granted> granted = new LinkedHashMap<>();
        private @Nullable AdviceReceived advice;
        private int replies;
        private int verdicts;
        private int skipped;
        private int advised;
        private int orders;
        private int unsent;

        private record Granted(Allowed action, GateInput input) {}

        private void accept(DomainEvent event) {
            switch (event) {
                case AdviceReceived received -> advice = received;
                case DecisionMade made -> decided.put(made.decision().decisionId(), made.decision());
                case VerdictGiven verdict -> verdict(verdict);
                case OrderIntended intent
                when intent.cycleId() != null && intent.decisionId() != null ->
                    order(intent, Objects.requireNonNull(intent.decisionId()));
                case CycleEnded ended when ended.result().equals(CycleEnded.SUCCESS) -> complete(ended.cycleId());
                default -> {
                    // nothing that is computed
                }
            }
        }

        private Report report() {
            if (advice != null) {
                advice(advice);
            }
            List<Difference> first = differences.subList(0, Math.min(Report.MOST, differences.size()));
            return new Report(replies, verdicts, skipped, advised, orders, unsent, differences.size(), first);
        }

        private void advice(AdviceReceived received) {
            ParsedReply parsed = read(received);
            if (isByRules(received)) {
                byRules(received);
            } else if (parsed != null) {
                decisions(received.cycleId(), received.status().equals("ok") ? parsed.decisions() : List.of());
            } else {
                skipped++;
            }
        }

        /** The reply read again; null when there was none or when it is not known what it was read against. */
        private @Nullable ParsedReply read(AdviceReceived received) {
            AdviceReceived.ReadAgainst against = received.readAgainst();
            boolean answered =
                    received.status().equals("ok") || received.status().equals("unreadable");
            if (against == null
                    || (received.status().equals("ok") && received.advisor().equals("baseline"))
                    || (received.reply().isEmpty() && !answered)) {
                return null;
            }
            replies++;
            ParsedReply parsed = DecisionParser.parse(
                    received.reply(),
                    new ParseContext(
                            received.cycleId(),
                            new HashSet<>(against.symbols()),
                            against.held(),
                            against.allowShort()));
            compare(received.cycleId(), null, "parsing", received.items(), parsed.items());
            if (answered) {
                compare(received.cycleId(), null, "parsing", received.status().equals("ok"), parsed.readable());
            }
            return parsed;
        }

        private void byRules(AdviceReceived received) {
            String input = received.inputHash();
            String view = received.marketViewHash();
            if (input == null || view == null) {
                skipped++;
                return;
            }
            List<Decision> again;
            try {
                AskedWith asked = EventJson.read(blobs.apply(input), AskedWith.class);
                AdviceRequest request = asked.request(MarketViewJson.read(blobs.apply(view)));
                List<Decision> rules = BaselineAdvisor.adviceFor(request).decisions();
                boolean own = received.status().equals("ok");
                again = own ? rules : asked.reducing() ? LlmAdvisor.reducing(rules, request) : List.of();
            } catch (RuntimeException e) {
                missing(received.cycleId(), null, input, e);
                return;
            }
            advised++;
            decisions(received.cycleId(), again);
        }

        private void decisions(String cycle, List<Decision> again) {
            Map<String, Decision> left = new LinkedHashMap<>(decided);
            for (Decision decision : again) {
                Decision recorded = left.remove(decision.decisionId());
                compare(cycle, decision.decisionId(), "decision", recorded, decision);
            }
            left.forEach((id, recorded) -> compare(cycle, id, "decision", recorded, null));
        }

        private void verdict(VerdictGiven recorded) {
            judged.add(recorded.decisionId());
            String hash = recorded.inputHash();
            if (hash == null) {
                skipped++;
                return;
            }
            verdicts++;
            String cycle = recorded.cycleId();
            String id = recorded.decisionId();
            GateInput input;
            Verdict verdict;
            try {
                input = EventJson.read(blobs.apply(hash), GateInput.class);
                verdict = gate.judge(input);
            } catch (RuntimeException e) {
                missing(cycle, id, hash, e);
                return;
            }
            compare(cycle, id, "decision", decided.get(id), input.decision());
            compare(cycle, id, "outcome", recorded.outcome(), verdict.outcome());
            compare(cycle, id, "rules", recorded.rules(), verdict.rules());
            compare(cycle, id, "quantity", recorded.quantity(), quantity(verdict.action()));
            if (verdict.action() != null) {
                granted.put(id, new Granted(verdict.action(), input));
            }
        }

        private void order(OrderIntended recorded, String decision) {
            String cycle = Objects.requireNonNull(recorded.cycleId());
            Granted grant = granted.remove(decision);
            if (grant == null && isWithoutInput(decision)) {
                return;
            }
            orders++;
            try {
                OrderIntended again =
                        grant == null ? null : OrderReplay.expected(grant.action(), grant.input(), recorded);
                compare(cycle, decision, "order", recorded, again);
            } catch (RuntimeException e) {
                missing(cycle, decision, recorded.clientOrderId().value(), e);
            }
        }

        /** Judged before inputs were kept: what was allowed is not known. */
        private boolean isWithoutInput(String decision) {
            return skipped > 0 && judged.contains(decision);
        }

        private void complete(String cycle) {
            decided.forEach((id, decision) -> {
                if (!judged.contains(id)) {
                    compare(cycle, id, "verdict", null, decision);
                }
            });
            unsent += granted.size();
        }

        private void missing(String cycle, @Nullable String decision, String what, RuntimeException why) {
            differences.add(
                    new Difference(cycle, decision, "missing", what, Objects.toString(why.getMessage(), "unreadable")));
        }

        private void compare(
                String cycle,
                @Nullable String decision,
                String what,
                @Nullable Object recorded,
                @Nullable Object replayed) {
            if (!same(recorded, replayed)) {
                differences.add(new Difference(cycle, decision, what, text(recorded), text(replayed)));
            }
        }
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null || one.equals(other)) {
            return Objects.equals(one, other);
        }
        JsonNode tree = EventJson.mapper().valueToTree(one);
        return tree.equals(BY_VALUE, EventJson.mapper().valueToTree(other));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "none" : EventJson.write(value);
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
