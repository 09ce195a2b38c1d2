package io.autotrade.advisor.llm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON the way models write it. What is valid JSON is read as such; beyond that it accepts trailing and missing
 * commas, single and typographic quotes, quotes inside strings, names and words without quotes, comments, Python
 * literals and a text that ends in the middle, and names each of these in {@link #repairs()}. Depth and the number of
 * characters looked at are bounded.
 */
final class LenientJson {

    /** Deepest nesting that is read. */
    static final int MAX_DEPTH = 24;

    private static final int MAX_NUMBER_CHARS = 40;
    private static final int MAX_EXPONENT_DIGITS = 2;
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Set<String> NOT_FINITE =
            Set.of("nan", "infinity", "inf", "-nan", "-infinity", "-inf", "+nan", "+infinity", "+inf");

    /** The text at this place is no JSON value. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    /** More was looked at than an honest reply needs. */
    static final class TooComplex extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooComplex() {
            super("the reply is too complex to search", null, false, false);
        }
    }

    private final String text;
    private final Set<String> repairs = new TreeSet<>();
    private long steps;
    private int pos;

    /** @param steps number of characters that may be looked at before {@link TooComplex} is thrown */
    LenientJson(String text, long steps) {
        this.text = text;
        this.steps = steps;
    }

    /** Reads the value that begins exactly at {@code start}. */
    Json read(int start) throws Unreadable {
        pos = start;
        repairs.clear();
        return value(0);
    }

    /** Where the value read last ends, exclusive. */
    int end() {
        return pos;
    }

    /** Stable codes of what was not JSON in the value read last, sorted. */
    Set<String> repairs() {
        return Set.copyOf(repairs);
    }

    private Json value(int depth) throws Unreadable {
        skipBlanks();
        if (atEnd() || depth > MAX_DEPTH) {
            throw new Unreadable(atEnd() ? "text ends" : "too deep");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"', '\'', '\u201c' -> new Json.Text(string(false));
            default -> word();
        };
    }

    private Json.Obj object(int depth) throws Unreadable {
        int start = pos++;
        Map<String, Json> members = new LinkedHashMap<>();
        Set<String> conflicts = new HashSet<>();
        while (true) {
            skipBlanks();
            if (atEnd()) {
                repairs.add("truncated");
                return new Json.Obj(members, conflicts, false, start, pos);
            }
            if (peek() == '}') {
                pos++;
                return new Json.Obj(members, conflicts, true, start, pos);
            }
            String name = name();
            skipBlanks();
            if (atEnd()) {
                repairs.add("truncated");
                return new Json.Obj(members, conflicts, false, start, pos);
            }
            if (peek() != ':') {
                throw new Unreadable("no ':' after a name");
            }
            pos++;
            skipBlanks();
            if (atEnd()) {
                continue;
            }
            Json member = value(depth + 1);
            Json earlier = members.putIfAbsent(name, member);
            if (earlier != null && !earlier.equals(member)) {
                conflicts.add(name);
            }
            separator('}');
        }
    }

    private Json.Arr array(int depth) throws Unreadable {
        int start = pos++;
        List<Json> items = new ArrayList<>();
        while (true) {
            skipBlanks();
            if (atEnd()) {
                repairs.add("truncated");
                return new Json.Arr(items, false, start, pos);
            }
            if (peek() == ']') {
                pos++;
                return new Json.Arr(items, true, start, pos);
            }
            items.add(item(depth));
            separatorOfItems(items);
        }
    }

    private void separatorOfItems(List<Json> items) throws Unreadable {
        try {
            separator(']');
        } catch (Unreadable e) {
            if (items.stream().noneMatch(Json.Broken.class::isInstance)) {
                throw e;
            }
            while (!atEnd() && peek() != '{' && peek() != ']') {
                advance();
            }
        }
    }

    /**
     * One item of a list. An object that cannot be read is stepped over, so that it does not take the others with it.
     */
    private Json item(int depth) throws Unreadable {
        int start = pos;
        try {
            return value(depth + 1);
        } catch (Unreadable e) {
            if (text.charAt(start) != '{') {
                throw e;
            }
            int end = endOfBrokenItem(start + 1);
            if (end < 0) {
                throw e;
            }
            repairs.add("broken_item");
            pos = end;
            return new Json.Broken(start, end);
        }
    }

    /**
     * End of an item that cannot be read; -1 when another list begins before it ends, which is then better read alone.
     */
    private int endOfBrokenItem(int from) {
        for (int i = from; i < text.length(); i++) {
            step();
            char c = text.charAt(i);
            if (c != '}' && c != '[') {
                continue;
            }
            int next = afterBlanks(i + 1);
            boolean last = next == text.length();
            if (c == '[' && !last && text.charAt(next) == '{') {
                return -1;
            }
            if (c == '}' && (last || ",]{".indexOf(text.charAt(next)) >= 0)) {
                return i + 1;
            }
        }
        return text.length();
    }

    private void separator(char close) throws Unreadable {
        skipBlanks();
        if (atEnd() || peek() == close) {
            return;
        }
        if (peek() == ',') {
            pos++;
            skipBlanks();
            if (!atEnd() && (peek() == close || peek() == ',')) {
                repairs.add("trailing_comma");
                while (!atEnd() && peek() == ',') {
                    pos++;
                    skipBlanks();
                }
            }
            return;
        }
        if (peek() == '{' || peek() == '"') {
            repairs.add("missing_comma");
            return;
        }
        throw new Unreadable("no ',' between values");
    }

    private String name() throws Unreadable {
        char first = peek();
        if (first == '"' || first == '\'' || first == '\u201c') {
            return string(true);
        }
        int start = pos;
        while (!atEnd() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
            advance();
        }
        if (pos == start) {
            throw new Unreadable("no name");
        }
        repairs.add("unquoted_name");
        return text.substring(start, pos);
    }

    /** @param name names end at the first quote; only sentences have quotes inside */
    private String string(boolean name) {
        char open = peek();
        char close = open == '\u201c' ? '\u201d' : open;
        if (open != '"') {
            repairs.add("quotes");
        }
        pos++;
        StringBuilder out = new StringBuilder();
        while (!atEnd()) {
            char c = peek();
            advance();
            if (c == '\\') {
                escape(out);
            } else if (c == close && (name || closes())) {
                return out.toString();
            } else {
                if (c == close) {
                    repairs.add("inner_quote");
                } else if (c < ' ') {
                    repairs.add("control_character");
                }
                out.append(c);
            }
        }
        repairs.add("truncated");
        return out.toString();
    }

    /** A quote ends a string only where JSON can go on; models forget to escape quotes inside a sentence. */
    private boolean closes() {
        int next = afterBlanks(pos);
        return next == text.length()
                || ",:}]".indexOf(text.charAt(next)) >= 0
                || text.startsWith("//", next)
                || (text.charAt(next) == '"' && text.substring(pos, next).indexOf('\n') >= 0);
    }

    private void escape(StringBuilder out) {
        if (atEnd()) {
            return;
        }
        char c = peek();
        advance();
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'u' -> unicode(out);
            case '"', '\\', '/' -> out.append(c);
            default -> {
                repairs.add("escape");
                out.append(c);
            }
        }
    }

    private void unicode(StringBuilder out) {
        int end = Math.min(pos + 4, text.length());
        String hex = text.substring(pos, end);
        if (hex.length() == 4 && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            out.append((char) Integer.parseInt(hex, 16));
            pos = end;
        } else {
            repairs.add("escape");
        }
    }

    private Json word() throws Unreadable {
        int start = pos;
        while (!atEnd() && (Character.isLetterOrDigit(peek()) || "_-+.%$".indexOf(peek()) >= 0)) {
            advance();
        }
        String token = text.substring(start, pos);
        Json literal = literal(token);
        if (literal != null) {
            return literal;
        }
        if (token.isEmpty()) {
            throw new Unreadable("no value");
        }
        repairs.add("unquoted_value");
        return new Json.Text(token);
    }

    private @Nullable Json literal(String token) {
        if (NUMBER.matcher(token).matches()) {
            if (!JSON_NUMBER.matcher(token).matches()) {
                repairs.add("number_form");
            }
            return number(token);
        }
        String lower = token.toLowerCase(Locale.ROOT);
        if (NOT_FINITE.contains(lower)) {
            repairs.add("not_finite");
            return new Json.NotFinite(token);
        }
        if (!Set.of("true", "false", "null", "none", "undefined").contains(lower)) {
            return null;
        }
        if (!lower.equals(token) || lower.equals("none") || lower.equals("undefined")) {
            repairs.add("literal");
        }
        return switch (lower) {
            case "true" -> new Json.Bool(true);
            case "false" -> new Json.Bool(false);
            default -> new Json.Null();
        };
    }

    /**
     * The number, or {@link Json.NotFinite} for one of absurd size: such a decimal could take all memory when it is
     * used.
     */
    static Json number(String token) {
        int exponent = Math.max(token.indexOf('e'), token.indexOf('E'));
        if (token.length() > MAX_NUMBER_CHARS || exponentDigits(token, exponent) > MAX_EXPONENT_DIGITS) {
            return new Json.NotFinite(token.substring(0, Math.min(token.length(), MAX_NUMBER_CHARS)));
        }
        return new Json.Num(new BigDecimal(token));
    }

    private static int exponentDigits(String token, int exponent) {
        return exponent < 0
                ? 0
                : token.substring(exponent + 1).replaceFirst("^[+-]?0*", "").length();
    }

    private void skipBlanks() {
        pos = afterBlanks(pos);
        while (text.startsWith("//", pos) || text.startsWith("/*", pos)) {
            step();
            repairs.add("comment");
            boolean line = text.charAt(pos + 1) == '/';
            int end = text.indexOf(line ? "\n" : "*/", pos + 2);
            pos = afterBlanks(end < 0 ? text.length() : end + (line ? 1 : 2));
        }
    }

    private int afterBlanks(int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            step();
            i++;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\ufeff' || c == '\u200b';
    }

    private boolean atEnd() {
        return pos >= text.length();
    }

    private char peek() {
        return text.charAt(pos);
    }

    private void advance() {
        step();
        pos++;
    }

    private void step() {
        if (--steps < 0) {
            throw new TooComplex();
        }
    }
}
