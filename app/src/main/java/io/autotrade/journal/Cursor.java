package io.autotrade.journal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Place in a list, sorted by group and then by number, both falling: what was shown last. Rows that arrive later stand
 * before it, so it stays valid.
 *
 * @param group 1 for what stands first (unresolved orders), 0 otherwise
 */
record Cursor(int group, long seq) {

    private static final Pattern FORM = Pattern.compile("([01]):([0-9]{1,18})");

    /** Before everything. */
    static final Cursor START = new Cursor(1, Long.MAX_VALUE);

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((group + ":" + seq).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException if the text was not made by {@link #text} */
    static Cursor parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (parts.matches()) {
                return new Cursor(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor is not one that this service gave out", e);
        }
        throw new IllegalArgumentException("cursor is not one that this service gave out");
    }
}
