package io.autotrade.broker;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Name of a tradable instrument, the same at every broker and market source: {@code BTC-USDT-SWAP}.
 *
 * @param value upper-case letters, digits and dashes, 2 to 40 characters, beginning and ending with a letter or digit
 */
public record Symbol(String value) implements Comparable<Symbol> {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,38}[A-Z0-9]");

    public Symbol {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("symbol '" + printable(value)
                    + "' must be 2 to 40 upper-case letters, digits or dashes, such as BTC-USDT-SWAP");
        }
    }

    /**
     * Accepts any letter case and surrounding blanks.
     *
     * @throws IllegalArgumentException if the text is not a symbol after trimming and upper-casing
     */
    public static Symbol of(String text) {
        return new Symbol(text.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public int compareTo(Symbol other) {
        return value.compareTo(other.value);
    }

    /** The plain name, as used in JSON and addresses. */
    @Override
    public String toString() {
        return value;
    }

    private static String printable(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
