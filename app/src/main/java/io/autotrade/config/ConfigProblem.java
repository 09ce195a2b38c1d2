package io.autotrade.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key dotted path of the key, {@code trading.risk.max_leverage}; empty when the file as a whole is meant
 * @param line line of the file, counted from 1; 0 when the value does not come from the file
 * @param value the value as written, {@code ***} for a secret, empty when there is none to show
 * @param message what is wrong and what is allowed
 */
public record ConfigProblem(String key, int line, String value, String message) {

    private static final int SHOWN = 80;

    public ConfigProblem {
        value = printable(value);
    }

    /** {@code trading.risk.max_leverage = 200 (line 14): must be a number from 1 to 125}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(key);
        if (!value.isEmpty()) {
            text.append(" = ").append(value);
        }
        if (line > 0) {
            text.append(key.isEmpty() ? "line " : " (line ").append(line).append(key.isEmpty() ? "" : ")");
        }
        return text.append(text.isEmpty() ? "" : ": ").append(message).toString();
    }

    private static String printable(String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
