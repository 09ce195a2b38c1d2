package io.autotrade.okx.rest;

import io.autotrade.broker.RejectReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The codes of OKX, read from {@code errors.txt} beside this class. */
public final class ErrorTable {

    private static final Map<String, VenueError> CODES = load();

    private ErrorTable() {}

    /**
     * The meaning of a code. A code that is not in the table leaves a doubt about what was done.
     *
     * @param code with or without a suffix after an underscore
     */
    public static VenueError of(String code) {
        String base = Exchange.Replied.base(code);
        VenueError known = CODES.get(base);
        return known != null
                ? known
                : new VenueError(
                        base,
                        VenueError.Kind.UNKNOWN,
                        RejectReason.OTHER,
                        "a code this version does not know; the outcome is looked up");
    }

    /** Whether the table has an entry of its own for a code. */
    static boolean knows(String code) {
        return CODES.containsKey(code);
    }

    private static Map<String, VenueError> load() {
        Map<String, VenueError> codes = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(ErrorTable.class.getResourceAsStream("errors.txt"), "errors.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> add(codes, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(codes);
    }

    /** One line: {@code codes | kind | reason | advice}, codes separated by blanks, ranges with a dash. */
    private static void add(Map<String, VenueError> codes, String line) {
        String[] columns = line.split("\\|", 4);
        VenueError.Kind kind = VenueError.Kind.valueOf(columns[1].strip().toUpperCase(Locale.ROOT));
        String reasonText = columns[2].strip();
        RejectReason reason =
                reasonText.isEmpty() ? RejectReason.OTHER : RejectReason.valueOf(reasonText.toUpperCase(Locale.ROOT));
        for (String part : columns[0].strip().split(" +")) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
            for (int code = first; code <= last; code++) {
                String text = Integer.toString(code);
                if (codes.put(text, new VenueError(text, kind, reason, columns[3].strip())) != null) {
                    throw new IllegalStateException("code " + text + " is in errors.txt twice");
                }
            }
        }
    }
}
