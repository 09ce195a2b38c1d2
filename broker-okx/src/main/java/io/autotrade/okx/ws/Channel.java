package io.autotrade.okx.ws;

import io.vertx.core.json.JsonObject;

/**
 * A subscription.
 *
 * @param argument as OKX wants it; the channel's name under {@code channel}
 */
public record Channel(JsonObject argument) {

    public static Channel ofInstrument(String name, String instrument) {
        return new Channel(new JsonObject().put("channel", name).put("instId", instrument));
    }

    public static Channel ofSwaps(String name) {
        return new Channel(new JsonObject().put("channel", name).put("instType", "SWAP"));
    }

    public static Channel named(String name) {
        return new Channel(new JsonObject().put("channel", name));
    }

    /** What an acknowledgement is matched by; OKX adds fields of its own to what it echoes. */
    String key() {
        return key(
                argument.getString("channel", ""),
                argument.getString("instId", ""),
                argument.getString("instType", ""));
    }

    /** Whether a text of OKX speaks of this channel of this instrument. */
    boolean isNamedIn(String text) {
        String instrument = argument.getString("instId", "");
        return !instrument.isEmpty()
                && text.contains(instrument)
                && text.matches(
                        "(?s).*\\b" + java.util.regex.Pattern.quote(argument.getString("channel", "")) + "\\b.*");
    }

    static String key(String channel, String instrument, String type) {
        return channel + '|' + instrument + '|' + (instrument.isEmpty() ? type : "");
    }
}
