package io.autotrade.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts environment variables in the place of <code>${NAME}</code> and <code>${NAME:default}</code>. */
final class Substitution {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<rest>:(?<default>[^}]*))?}|\\$\\{");

    private final Map<String, String> variables;

    Substitution(Map<String, String> variables) {
        this.variables = variables;
    }

    String apply(String text, String key, int line, Problems problems) {
        if (!text.contains("${")) {
            return text;
        }
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (reference.find()) {
            reference.appendReplacement(result, Matcher.quoteReplacement(replacement(reference, key, line, problems)));
        }
        return reference.appendTail(result).toString();
    }

    private String replacement(Matcher reference, String key, int line, Problems problems) {
        if (reference.group().equals("$${")) {
            return "${";
        }
        String name = reference.group("name");
        if (name == null) {
            problems.add(key, line, "", "holds '${' that is not ${NAME} or ${NAME:default}; write $${ for the text ${");
            return "";
        }
        String value = variables.get(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (reference.group("rest") == null) {
            problems.add(
                    key,
                    line,
                    "",
                    "environment variable " + name + " is not set; set it, put it into the .env file beside the"
                            + " configuration, or write ${" + name + ":default}");
            return "";
        }
        return reference.group("default");
    }
}
