package io.autotrade.okx.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells which stream a message belongs to by the bytes of its {@code arg} alone, so that a message that is about to be
 * overtaken by a newer one is never parsed. To be used on the loop.
 */
final class Routes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ARG = 512;
    private static final int SLOTS = 1 << 12;

    private final Route[] slots = new Route[SLOTS];
    private int used;

    /** One stream: a channel of one instrument. */
    static final class Route {

        final String channel;
        final String instId;
        private final byte[] argument;

        /** The newest message that was not worked off yet; only for streams whose messages replace each other. */
        @Nullable
        Buffer latest;

        Route(String channel, String instId, byte[] argument) {
            this.channel = channel;
            this.instId = instId;
            this.argument = argument;
        }
    }

    /** The stream of a message; null when its argument cannot be read. */
    @Nullable
    Route of(Buffer message) {
        int end = argumentEnd(message);
        if (end < 0) {
            return null;
        }
        int slot = hash(message, end) & (SLOTS - 1);
        for (int tries = 0; tries < SLOTS; tries++) {
            Route route = slots[slot];
            if (route == null) {
                return add(slot, message.getBytes(0, end));
            }
            if (matches(route.argument, message, end)) {
                return route;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return null;
    }

    private @Nullable Route add(int slot, byte[] head) {
        if (used > SLOTS / 2) {
            // Far more streams than were ever asked for: arguments that vary. Begin anew rather than grow.
            Arrays.fill(slots, null);
            used = 0;
        }
        try {
            // The head is {"arg":{...}: one brace closes the argument, another the message.
            JsonNode argument = JSON.readTree(new String(head, java.nio.charset.StandardCharsets.UTF_8) + "}")
                    .path("arg");
            Route route = new Route(
                    argument.path("channel").asText(), argument.path("instId").asText(), head);
            slots[slot] = route;
            used++;
            return route;
        } catch (IOException e) {
            return null;
        }
    }

    /** Index after the brace that closes the argument, which holds no objects of its own; -1 when there is none. */
    private static int argumentEnd(Buffer message) {
        int end = Math.min(message.length(), LONGEST_ARG);
        for (int i = 0; i < end; i++) {
            if (message.getByte(i) == '}') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int hash(Buffer message, int end) {
        int hash = 0;
        for (int i = 0; i < end; i++) {
            hash = 31 * hash + message.getByte(i);
        }
        return hash ^ hash >>> 16;
    }

    private static boolean matches(byte[] argument, Buffer message, int end) {
        if (argument.length != end) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            if (argument[i] != message.getByte(i)) {
                return false;
            }
        }
        return true;
    }
}
