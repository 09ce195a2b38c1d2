package io.autotrade.okx.ws;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The texts of subscribe and unsubscribe requests, in frames that OKX takes. */
final class Requests {

    /** A frame above 64 KiB makes OKX close the connection. */
    private static final int LARGEST_FRAME = 60_000;

    private static final int CHANNELS_PER_FRAME = 100;

    private Requests() {}

    static List<String> of(String operation, List<Channel> channels) {
        List<String> frames = new ArrayList<>();
        JsonArray arguments = new JsonArray();
        int length = 0;
        for (Channel channel : channels) {
            int added = channel.argument().encode().getBytes(StandardCharsets.UTF_8).length + 1;
            if (!arguments.isEmpty() && (length + added > LARGEST_FRAME || arguments.size() == CHANNELS_PER_FRAME)) {
                frames.add(frame(operation, arguments));
                arguments = new JsonArray();
                length = 0;
            }
            arguments.add(channel.argument());
            length += added;
        }
        if (!arguments.isEmpty()) {
            frames.add(frame(operation, arguments));
        }
        return frames;
    }

    private static String frame(String operation, JsonArray arguments) {
        return new JsonObject().put("op", operation).put("args", arguments).encode();
    }
}
