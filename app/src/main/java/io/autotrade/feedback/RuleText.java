package io.autotrade.feedback;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which sentences may become learned rules, of which kind they are, and which say the same. */
public final class RuleText {

    /** Characters of the longest rule. */
    public static final int MAX_LENGTH = 200;

    private static final int MIN_LENGTH = 10;
    private static final int VERB_WITHIN = 20;
    private static final int SAME_PERCENT = 80;
    private static final Pattern PREFIX = Pattern.compile("(?i)^\\s*(?:new rule|decision rule|rule)\\s*:\\s*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final List<String> VERBS = List.of(
            "avoid",
            "only",
            "require",
            "never",
            "always",
            "when",
            "if",
            "unless",
            "must",
            "should",
            "enter",
            "exit",
            "close",
            "hold",
            "reduce",
            "increase",
            "limit",
            "set",
            "use",
            "wait",
            "skip");
    private static final List<String> VAGUE =
            List.of("maybe", "try to", "might want", "could be", "perhaps", "possibly", "potentially", "think about");
    private static final List<String> CONDITIONS = List.of("if", "when", "unless", "after");
    private static final List<String> RISK =
            List.of("stop loss", "stop-loss", "drawdown", "risk more", "invalidation", "protect", "hedge");
    private static final List<String> EXIT =
            List.of("exit", "close position", "close all", "take profit", "tp", "scale out", "lock in", "trail");
    private static final List<String> SIZING =
            List.of("size", "allocation", "capital", "exposure", "leverage", "quantity");

    private RuleText() {}

    /** The sentence without label, quotes and surplus blanks. */
    public static String clean(String text) {
        String plain = BLANKS.matcher(PREFIX.matcher(text).replaceFirst(""))
                .replaceAll(" ")
                .strip();
        boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
        return quoted ? plain.substring(1, plain.length() - 1).strip() : plain;
    }

    /** Why this sentence cannot be a rule; empty when it can. */
    public static Optional<String> problem(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
            return Optional.of(
                    "a rule has " + MIN_LENGTH + " to " + MAX_LENGTH + " characters, this has " + text.length());
        }
        if (!containsAny(lower, VERBS)) {
            return Optional.of("a rule says what to do or not to do");
        }
        Optional<String> vague = VAGUE.stream().filter(lower::contains).findFirst();
        if (vague.isPresent()) {
            return Optional.of("a rule does not say '" + vague.get() + "'");
        }
        if (lower.contains("consider") && !containsAny(lower, CONDITIONS)) {
            return Optional.of("'consider' needs a condition");
        }
        if (lower.endsWith(".") && !containsAny(lower.substring(0, Math.min(VERB_WITHIN, lower.length())), VERBS)) {
            return Optional.of("a full sentence says within its first " + VERB_WITHIN + " characters what to do");
        }
        return RuleSieve.problem(lower);
    }

    /** {@code risk_management}, {@code exit}, {@code position_sizing} or {@code entry}. */
    public static String classify(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (containsAny(lower, RISK)) {
            return "risk_management";
        }
        if (containsAny(lower, EXIT)) {
            return "exit";
        }
        if (containsAny(lower, SIZING) && !lower.contains("close")) {
            return "position_sizing";
        }
        if (lower.contains("%") || lower.contains("percent")) {
            return byPercentage(lower);
        }
        return "entry";
    }

    private static String byPercentage(String lower) {
        if (containsAny(lower, List.of("gain", "profit", "reaches"))) {
            return "exit";
        }
        return containsAny(lower, List.of("risk", "loss", "stop")) ? "risk_management" : "position_sizing";
    }

    /** Whether more than four of five different words of both texts are common to both (Jaccard). */
    static boolean same(String one, String other) {
        Set<String> a = words(one);
        Set<String> b = words(other);
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        a.retainAll(b);
        return !all.isEmpty() && a.size() * 100 > all.size() * SAME_PERCENT;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(
                Arrays.asList(BLANKS.split(text.toLowerCase(Locale.ROOT).strip(), -1)));
        words.remove("");
        return words;
    }

    private static boolean containsAny(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
