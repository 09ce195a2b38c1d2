package io.autotrade.okx.market;

import io.autotrade.okx.model.MalformedReply;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a push straight from its bytes, each byte once, without building a tree. Numbers are texts at OKX,
 * so a text is read as digits and scale. What is not understood throws {@link MalformedReply}; a message that breaks
 * off throws {@link IndexOutOfBoundsException}.
 */
final class Cursor {

    private static final int LONGEST_NUMBER = 48;
    private static final int DIGITS_OF_A_LONG = 18;

    private byte[] bytes = new byte[0];
    private int at;
    private int textFrom;
    private int textTo;
    private long digits;
    private int scale;

    /** The bytes of a message in an array of exactly its length; shared with the buffer where that is possible. */
    static byte[] bytes(Buffer message) {
        ByteBuf buffer = ((BufferInternal) message).getByteBuf();
        boolean whole = buffer.hasArray()
                && buffer.arrayOffset() + buffer.readerIndex() == 0
                && buffer.array().length == buffer.readableBytes();
        return whole ? buffer.array() : message.getBytes();
    }

    /** A field's name as {@link #key} gives it: its length and its first eight characters. */
    static long name(String text) {
        long packed = 0;
        for (int i = 0; i < Math.min(8, text.length()); i++) {
            packed |= (long) text.charAt(i) << (8 * i);
        }
        return packed * 31 + text.length();
    }

    void over(byte[] message, int from) {
        bytes = message;
        at = from;
    }

    /** Goes past this character, if it is the next one that counts. */
    boolean next(char expected) {
        byte found = bytes[at];
        while (found <= ' ') {
            found = bytes[++at];
        }
        if (found != expected) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char expected) {
        if (!next(expected)) {
            throw new MalformedReply("expected '" + expected + "' at " + at);
        }
    }

    /** Goes into an array or object, or past an empty one. */
    boolean enter(char open, char close) {
        expect(open);
        return !next(close);
    }

    /** Goes to the next element, or out. */
    boolean more(char close) {
        if (next(',')) {
            return true;
        }
        expect(close);
        return false;
    }

    /** The name of a field and the colon after it. */
    long key() {
        expect('"');
        long packed = 0;
        int length = 0;
        byte found = bytes[at++];
        while (found != '"') {
            if (length < 8) {
                packed |= (long) found << (8 * length);
            }
            length++;
            found = bytes[at++];
        }
        expect(':');
        return packed * 31 + length;
    }

    /** A text without escapes, or a number or literal as it stands; {@link #text} gives it. */
    void scalar() {
        if (next('"')) {
            textFrom = at;
            while (bytes[at] != '"') {
                if (bytes[at] == '\\') {
                    throw new MalformedReply("an escape where none is expected, at " + at);
                }
                at++;
            }
            textTo = at++;
        } else {
            textFrom = at;
            while (bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']' && bytes[at] > ' ') {
                at++;
            }
            textTo = at;
        }
    }

    boolean isEmpty() {
        return textTo == textFrom;
    }

    String text() {
        return new String(bytes, textFrom, textTo - textFrom, StandardCharsets.ISO_8859_1);
    }

    boolean textIs(char only) {
        return textTo - textFrom == 1 && bytes[textFrom] == only;
    }

    char first() {
        return textTo == textFrom ? 0 : (char) bytes[textFrom];
    }

    /** Reads a number; false for an empty text. {@link #digits} and {@link #scale} give it. */
    boolean number() {
        boolean quoted = next('"');
        int from = at;
        boolean negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int point = -1;
        int start = at;
        byte found = bytes[at];
        while (found >= '0' && found <= '9' || found == '.' && point < 0) {
            if (found == '.') {
                point = at;
            } else {
                value = value * 10 + (found - '0');
            }
            found = bytes[++at];
        }
        int length = at - start;
        boolean ended = quoted ? found == '"' : found == ',' || found == '}' || found == ']' || found <= ' ';
        if (!ended || length > DIGITS_OF_A_LONG) {
            at = from;
            return unusual(quoted);
        }
        scale = point < 0 ? 0 : at - point - 1;
        digits = negative ? -value : value;
        if (quoted) {
            at++;
        }
        if (length == 0 && (negative || !quoted)) {
            throw new MalformedReply("a number is missing at " + from);
        }
        return length > 0;
    }

    /** With an exponent, or very long. */
    private boolean unusual(boolean quoted) {
        int from = at;
        while (bytes[at] != '"' && bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
            at++;
        }
        String text = new String(bytes, from, Math.min(at - from, LONGEST_NUMBER + 1), StandardCharsets.ISO_8859_1);
        if (quoted) {
            at++;
        }
        try {
            BigDecimal value = new BigDecimal(text.strip());
            if (text.length() > LONGEST_NUMBER || Math.abs(value.scale()) > DIGITS_OF_A_LONG) {
                throw new MalformedReply("not a number: '" + text + "'");
            }
            BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
            digits = plain.unscaledValue().longValueExact();
            scale = plain.scale();
            return true;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MalformedReply("not a number: '" + text + "'", e);
        }
    }

    long digits() {
        return digits;
    }

    int scale() {
        return scale;
    }

    BigDecimal decimal() {
        if (!number()) {
            throw new MalformedReply("a number is missing at " + at);
        }
        return BigDecimal.valueOf(digits, scale);
    }

    /** A price, or null when it is not known. */
    @Nullable
    BigDecimal positiveOrNull() {
        return number() && digits > 0 ? BigDecimal.valueOf(digits, scale) : null;
    }

    @Nullable
    BigDecimal decimalOrNull() {
        return number() ? BigDecimal.valueOf(digits, scale) : null;
    }

    long whole() {
        if (!number() || scale != 0) {
            throw new MalformedReply("a whole number is missing at " + at);
        }
        return digits;
    }

    Instant time() {
        return Instant.ofEpochMilli(whole());
    }

    /** Goes past a value of any kind. */
    void skip() {
        int depth = 0;
        do {
            byte found = bytes[at++];
            switch (found) {
                case '"' -> skipText();
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        at--;
                        return;
                    }
                }
                default -> {
                    // Digits, literals and blanks have no structure.
                }
            }
            boolean ends = bytes[at] == ']' || bytes[at] == '}' || bytes[at] == ',';
            if (depth == 0 && ends) {
                return;
            }
        } while (depth >= 0);
        throw new MalformedReply("a value ends before it begins, at " + at);
    }

    private void skipText() {
        while (bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    /** Goes to the rows of a push, into the array; false when there are none. */
    boolean rows(byte[] message, int afterArgument) {
        over(message, afterArgument);
        while (next(',')) {
            if (key() == DATA) {
                return enter('[', ']');
            }
            skip();
        }
        return false;
    }

    private static final long DATA = name("data");

    int position() {
        return at;
    }

    @Override
    public String toString() {
        int from = Math.min(at, bytes.length);
        return "..."
                + new String(
                        Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 40)),
                        StandardCharsets.ISO_8859_1);
    }
}
