package io.autotrade.advisor.llm;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the decisions out of a reply. Never throws for what a reply may hold, and gives the same result for the same
 * reply and context.
 *
 * <p>An item is {@code accepted} when it stood in strict JSON and every field had its form, {@code repaired} with the
 * codes of what was put right, or {@code refused} with one code. One bad item never voids the others. Items that
 * contradict each other about a symbol are all refused.
 */
public final class DecisionParser {

    /** Longest reply that is read, in characters. */
    public static final int MAX_CHARS = 262_144;

    /** Most items that are judged; those after are refused. */
    static final int MAX_ITEMS = 100;

    private static final int MAX_ITEM_TEXT = 500;

    private DecisionParser() {}

    public static ParsedReply parse(String reply, ParseContext context) {
        if (reply.length() > MAX_CHARS) {
            return ParsedReply.unreadable("the reply is longer than " + MAX_CHARS + " characters");
        }
        ReplyScanner.Found found = ReplyScanner.scan(reply, context.symbols());
        if (!found.readable()) {
            return ParsedReply.unreadable(found.problem());
        }
        List<Judged> judged = new ArrayList<>();
        found.superseded().forEach(item -> judged.add(superseded(item, judged.size(), context)));
        found.items().forEach(item -> judged.add(judge(item, judged.size(), context)));
        resolveRepetitions(judged);
        return new ParsedReply(
                true,
                judged.stream().map(j -> j.decision).filter(Objects::nonNull).toList(),
                judged.stream().map(Judged::item).toList(),
                "");
    }

    private static Judged judge(ReplyScanner.RawItem raw, int index, ParseContext context) {
        Judged judged = new Judged(raw);
        if (index >= MAX_ITEMS) {
            judged.refuse("too_many", "is beyond the first " + MAX_ITEMS + " items");
            return judged;
        }
        ItemReader reader = new ItemReader(context);
        try {
            judged.decision = reader.read(raw.value());
        } catch (ItemReader.Refused e) {
            judged.refuse(e.code(), e.detail());
        }
        judged.symbol = reader.symbol();
        judged.repairs.addAll(reader.repairs());
        return judged;
    }

    private static Judged superseded(ReplyScanner.RawItem raw, int index, ParseContext context) {
        Judged judged = judge(raw, index, context);
        judged.refuse("superseded", "a later list of decisions replaces this one");
        return judged;
    }

    private static void resolveRepetitions(List<Judged> judged) {
        Map<Symbol, List<Judged>> bySymbol = new HashMap<>();
        for (Judged one : judged) {
            if (one.decision != null) {
                bySymbol.computeIfAbsent(one.decision.symbol(), s -> new ArrayList<>())
                        .add(one);
            }
        }
        for (List<Judged> same : bySymbol.values()) {
            if (same.size() > 1) {
                resolve(same);
            }
        }
    }

    private static void resolve(List<Judged> same) {
        Set<Decision> meanings = new HashSet<>();
        same.forEach(one -> meanings.add(one.meaning()));
        if (meanings.size() == 1) {
            same.subList(1, same.size())
                    .forEach(one -> one.refuse("duplicate", "repeats an earlier item for the same symbol"));
        } else {
            same.forEach(one -> one.refuse("contradictory", "contradicts another item for the same symbol"));
        }
    }

    /** An item on its way through the checks. */
    private static final class Judged {
        private final ReplyScanner.RawItem raw;
        private final Set<String> repairs;
        private @Nullable Decision decision;
        private @Nullable Symbol symbol;
        private String code = "";
        private String detail = "";

        private Judged(ReplyScanner.RawItem raw) {
            this.raw = raw;
            this.repairs = new TreeSet<>(raw.repairs());
        }

        private void refuse(String reason, String why) {
            decision = null;
            code = reason;
            detail = why;
        }

        /** The decision without its words and without the form of its numbers. */
        private Decision meaning() {
            Decision d = Objects.requireNonNull(decision);
            return new Decision(
                    "",
                    d.symbol(),
                    d.action(),
                    plain(d.sizePct()),
                    plain(d.quantity()),
                    plain(d.leverage()),
                    plain(d.confidence()),
                    plain(d.stopLoss()),
                    plain(d.takeProfit()),
                    d.maxSlippageBps(),
                    "",
                    "");
        }

        private static java.math.@Nullable BigDecimal plain(java.math.@Nullable BigDecimal value) {
            return value == null ? null : value.stripTrailingZeros();
        }

        private AdviceReceived.Item item() {
            boolean refused = decision == null;
            String status = refused ? "refused" : repairs.isEmpty() ? "accepted" : "repaired";
            String codes = refused ? code : String.join("+", repairs);
            String name = symbol == null ? null : symbol.value();
            return new AdviceReceived.Item(status, codes, detail, name, PromptText.clean(raw.text(), MAX_ITEM_TEXT));
        }
    }
}
