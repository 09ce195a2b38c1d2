package io.autotrade.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines {@code NAME=value} of a .env file. Values may be quoted; what follows a # after a blank is a comment. */
final class DotEnv {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

    private DotEnv() {}

    static Map<String, String> parse(List<String> lines, Problems problems) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                values.put(parts.group(1), unquoted(parts.group(2)));
            } else {
                problems.add(".env", i + 1, "", "must be NAME=value or a comment");
            }
        }
        return values;
    }

    private static String unquoted(String text) {
        if (text.length() >= 2) {
            char quote = text.charAt(0);
            int end = text.indexOf(quote, 1);
            if ((quote == '"' || quote == '\'') && end > 0) {
                return text.substring(1, end);
            }
        }
        int comment = text.indexOf(" #");
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }
}
