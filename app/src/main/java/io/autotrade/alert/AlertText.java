package io.autotrade.alert;

import io.autotrade.bus.AlertRaised;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An alert in the formats of the places it goes to. Pure. */
final class AlertText {

    /** Longest text any of the chats takes whole; Discord's 2,000 is the smallest. */
    static final int LONGEST = 1_900;

    private AlertText() {}

    /**
     * The body of the request.
     *
     * @param repeated how many alike were held back since the last one that was sent
     * @param chat chat of a Telegram bot; null elsewhere
     */
    static JsonObject body(String type, AlertRaised alert, int repeated, @Nullable String chat) {
        return switch (type) {
            case "slack" -> new JsonObject().put("text", line(alert, repeated));
            case "discord" ->
                new JsonObject()
                        .put("content", line(alert, repeated))
                        .put("allowed_mentions", new JsonObject().put("parse", new io.vertx.core.json.JsonArray()));
            case "telegram" -> new JsonObject().put("chat_id", chat).put("text", line(alert, repeated));
            default ->
                new JsonObject()
                        .put("service", "autotrade")
                        .put("severity", severity(alert))
                        .put("code", alert.code())
                        .put("message", alert.message())
                        .put(
                                "symbol",
                                alert.symbol() == null ? null : alert.symbol().value())
                        .put("ts", alert.at().toString())
                        .put("repeated", repeated);
        };
    }

    static String severity(AlertRaised alert) {
        return alert.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String line(AlertRaised alert, int repeated) {
        String symbol = alert.symbol() == null ? "" : " " + alert.symbol();
        String more = repeated == 0 ? "" : " (and " + repeated + " more like it)";
        String text = "[" + alert.severity() + "] autotrade " + alert.code() + symbol + ": " + alert.message() + more;
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
