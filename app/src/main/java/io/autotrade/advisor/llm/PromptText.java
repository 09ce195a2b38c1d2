package io.autotrade.advisor.llm;

import java.util.regex.Pattern;

/**
 * Makes text from outside harmless enough to be shown to a model as data: no control characters, no special tokens, no
 * line breaks, no delimiters of our own, bounded length.
 */
public final class PromptText {

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]+");
    private static final Pattern SPECIAL = Pattern.compile(
            "(?i)<[|\uff5c][^>]{0,60}>|\\[/?INST]|<</?SYS>>|<\\s*/?\\s*(?:think|thinking|system|user|assistant|tool|data|s)\\b[^<>]{0,60}>|```+|<<<|>>>");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private PromptText() {}

    /** The text on one line, cleaned, cut to {@code max} characters. */
    public static String clean(String text, int max) {
        String bounded = text.length() > 4 * max ? text.substring(0, 4 * max) : text;
        String plain = INVISIBLE.matcher(bounded).replaceAll(" ");
        String before;
        do {
            before = plain;
            plain = SPECIAL.matcher(plain).replaceAll(" ");
        } while (!plain.equals(before));
        plain = BLANKS.matcher(plain).replaceAll(" ").strip();
        return plain.length() <= max ? plain : start(plain, max - 1) + "\u2026";
    }

    /** The first characters; one that takes two is not cut in half, for half of one cannot be stored. */
    private static String start(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
