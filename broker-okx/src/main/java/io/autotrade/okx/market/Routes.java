package io.autotrade.okx.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells which stream a message belongs to by the bytes of its {@code arg} alone, so that a message that is about to be
 * overtaken by a newer one is never parsed. To be used on the loop.
 *
 * @param <S> what is known of a stream
 */
final class Routes<S> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] BEGINNING = "{\"arg\":{".getBytes(StandardCharsets.US_ASCII);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long BRACES = ONES * '}';
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int LONGEST_ARG = 512;
    private static final int SLOTS = 1 << 12;

    private final BiFunction<String, String, S> create;
    private final byte[][] arguments = new byte[SLOTS][];
    private final Object[] streams = new Object[SLOTS];
    private int used;

    /** @param create makes what is known of a stream from its channel and instrument; either may be empty */
    Routes(BiFunction<String, String, S> create) {
        this.create = create;
    }

    /** The stream of a message; null when it does not begin with an argument that can be read. */
    @Nullable
    S of(byte[] message) {
        int end = argumentEnd(message);
        if (end < 0) {
            return null;
        }
        int slot = hash(message, end) & (SLOTS - 1);
        while (true) {
            byte[] argument = arguments[slot];
            if (argument == null) {
                return add(slot, Arrays.copyOf(message, end));
            }
            if (argument.length == end && Arrays.equals(argument, 0, end, message, 0, end)) {
                return stream(slot);
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    @SuppressWarnings("unchecked") // only add() puts something in
    private S stream(int slot) {
        return (S) streams[slot];
    }

    private @Nullable S add(int wanted, byte[] head) {
        int slot = wanted;
        if (used > SLOTS / 2) {
            // Far more streams than were ever asked for: arguments that vary. Begin anew rather than grow.
            Arrays.fill(arguments, null);
            Arrays.fill(streams, null);
            used = 0;
        }
        try {
            // The head is {"arg":{...}: one brace closes the argument, another the message.
            JsonNode argument = JSON.readTree(new String(head, StandardCharsets.UTF_8) + "}")
                    .path("arg");
            S stream = create.apply(
                    argument.path("channel").asText(), argument.path("instId").asText());
            arguments[slot] = head;
            streams[slot] = stream;
            used++;
            return stream;
        } catch (IOException e) {
            return null;
        }
    }

    /** Index after the brace that closes the argument, which holds no objects of its own; -1 when there is none. */
    static int argumentEnd(byte[] message) {
        int begin = BEGINNING.length;
        if (message.length <= begin || !Arrays.equals(message, 0, begin, BEGINNING, 0, begin)) {
            return -1;
        }
        int end = Math.min(message.length, LONGEST_ARG);
        int i = begin;
        for (; i + 8 <= end; i += 8) {
            long differs = (long) LONGS.get(message, i) ^ BRACES;
            long found = (differs - ONES) & ~differs & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3) + 1;
            }
        }
        for (; i < end; i++) {
            if (message[i] == '}') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int hash(byte[] message, int end) {
        long hash = end;
        int i = BEGINNING.length;
        for (; i + 8 <= end; i += 8) {
            hash = (hash ^ (long) LONGS.get(message, i)) * MIX;
        }
        for (; i < end; i++) {
            hash = (hash ^ message[i]) * MIX;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
