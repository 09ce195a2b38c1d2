package io.autotrade;

import io.vertx.core.json.JsonObject;

/**
 * What one check of {@code doctor} found.
 *
 * @param mend what to do about it; empty when nothing is to be done
 */
record Finding(String check, Level level, String message, String mend) {

    enum Level {
        OK,
        /** Works, and a person should know. */
        WARN,
        /** The service would not start, or not trade. */
        FAIL
    }

    static Finding ok(String check, String message) {
        return new Finding(check, Level.OK, message, "");
    }

    static Finding warn(String check, String message, String mend) {
        return new Finding(check, Level.WARN, message, mend);
    }

    static Finding fail(String check, String message, String mend) {
        return new Finding(check, Level.FAIL, message, mend);
    }

    JsonObject json() {
        return new JsonObject()
                .put("check", check)
                .put("level", level.name())
                .put("message", message)
                .put("mend", mend);
    }

    String line() {
        String line = "%-5s %-14s %s".formatted(level, check, message);
        return mend.isEmpty() ? line : line + System.lineSeparator() + " ".repeat(21) + "mend: " + mend;
    }
}
