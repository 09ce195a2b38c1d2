package io.autotrade.feedback;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps sentences out of the prompt that allow more instead of less, or that speak to the model instead of about the
 * market. A sieve of words, coarse on purpose: a lesson that is lost costs little. No text can move a limit of the
 * gate, whether it gets through here or not.
 */
final class RuleSieve {

    private static final String SIZE =
            "(?:positions?|siz(?:e|es|ing)|leverage|exposure|allocation|capital|quantity|risk|stop[- ]distance|confidence)";
    private static final String GUARD =
            "(?:limits?|caps?|rules?|stops?|stop[- ]loss(?:es)?|thresholds?|cool[- ]?downs?)";
    private static final String MONEY = "(?:equity|capital|account|balance|margin|portfolio|cash|funds)";
    private static final String UP_TO_THREE_WORDS = "(?:\\s+\\S+){0,3}?\\s+";

    /** More size or risk, or less of what guards: raising a stop is neither. */
    private static final Pattern WIDENS = Pattern.compile("\\b(?:"
            + "(?:increas|rais|doubl|tripl|maximi[sz]|boost|inflat)(?:e|ing)?" + UP_TO_THREE_WORDS + SIZE
            + "|(?:widen|loosen|relax|lower|remov|ignor|overrid|bypass|disabl|disregard|waiv)(?:e|ing)?"
            + UP_TO_THREE_WORDS + "(?:limits?|caps?|rules?|thresholds?|cool[- ]?downs?)"
            + "|(?:widen|loosen|remov|ignor|overrid|bypass|disabl|disregard)(?:e|ing)?" + UP_TO_THREE_WORDS + GUARD
            + "|(?:rais|increas)(?:e|ing)" + UP_TO_THREE_WORDS + "(?:limits?|caps?)"
            + "|(?:max|maximum|full|more|higher|larger|bigger)\\s+"
            + "(?:positions?|siz(?:e|es|ing)|leverage|exposure|allocation|quantity|confidence)"
            + "|(?:set|stat|report|giv|assign|claim|us)(?:e|ing)?" + UP_TO_THREE_WORDS
            + "confidence\\s+(?:of|to|at|above|over)?\\s*(?:at least|above|over|high|full|0?\\.[6-9]|1|[6-9]\\d|100)"
            + "|risk\\s+more|all[- ]in|double\\s+down|(?:scale|size)\\s+(?:up|in)|averag(?:e|ing)\\s+down"
            + "|add(?:ing)?\\s+to\\s+(?:\\S+\\s+){0,2}?(?:los|position|winn)\\S*"
            + "|(?:bet|go|trade|buy)\\s+(?:big|bigger|larger|harder|heavier)"
            + "|(?:all|entire|whole)\\s+(?:(?:of|the|your|available|remaining|free)\\s+){0,3}" + MONEY
            + "|(?:without|skip(?:ping)?|no)\\s+(?:\\S+\\s+)?" + GUARD + ")\\b");

    /** What guards, or staying out, denied. */
    private static final Pattern DENIES_A_GUARD = Pattern.compile("\\b(?:never|avoid|refrain from|do not|don't)\\s+(?:"
            + "(?:us|set|plac|obey|follow|respect|honou?r)(?:e|ing|ting)?" + UP_TO_THREE_WORDS + GUARD
            + "|(?:skip|refus|hold(?:ing)? back|hesitat|miss|wait|stay(?:ing)? out)(?:e|ing|ping)?)\\b");

    private static final Pattern NEGATED = Pattern.compile(
            "\\b(?:avoid|never|not|no|don't|without|skip|refrain|instead of|rather than)\\b(?:\\s+\\S+){0,4}\\s*$");
    private static final Pattern TIMES = Pattern.compile("\\b\\d+(?:\\.\\d+)?\\s*x\\b");
    private static final Pattern SHARE = Pattern.compile(
            "\\b\\d+(?:\\.\\d+)?\\s*(?:%|percent)\\s+(?:of\\s+)?(?:the\\s+|your\\s+|available\\s+|free\\s+){0,2}"
                    + MONEY);
    private static final Pattern CAPPED = Pattern.compile(
            "\\b(?:at most|no more than|less than|below|under|above|over|beyond|exceeds?|exceeding|max|maximum|limit|cap|reduce"
                    + "|avoid|never|not|down to|keep|reserve|leave)\\b(?:\\s+\\S+){0,3}\\s*$");

    /** Words of one who speaks to the model. */
    private static final Pattern SPEAKS_TO_THE_READER = Pattern.compile(
            "\\b(?:system|assistant|developer|instructions?|prompts?|json|the gate|risk gate|repl(?:y|ies)|respond|previous messages?)\\b");

    /** Letters that look like those of the words above and are not. */
    private static final Pattern LOOK_ALIKES = Pattern.compile("[\\p{L}&&[^a-z\u00df-\u00f6\u00f8-\u00ff]]");

    private RuleSieve() {}

    /** Why this sentence, in lower case, stays out; empty when it need not. */
    static Optional<String> problem(String lower) {
        if (LOOK_ALIKES.matcher(lower).find()) {
            return Optional.of("a rule is written in plain letters");
        }
        if (SPEAKS_TO_THE_READER.matcher(lower).find()) {
            return Optional.of("a rule speaks of the market, not to its reader");
        }
        return allowsMore(lower)
                ? Optional.of("a rule only makes more careful, this one allows more")
                : Optional.empty();
    }

    private static boolean allowsMore(String lower) {
        return DENIES_A_GUARD.matcher(lower).find()
                || isFreely(SHARE, CAPPED, lower)
                || (lower.contains("leverage") && isFreely(TIMES, CAPPED, lower))
                || isFreely(WIDENS, NEGATED, lower);
    }

    /** Whether something is said anywhere without the words before it that turn its meaning. */
    private static boolean isFreely(Pattern said, Pattern turned, String lower) {
        return said.matcher(lower)
                .results()
                .anyMatch(found ->
                        !turned.matcher(lower.substring(0, found.start())).find());
    }
}
