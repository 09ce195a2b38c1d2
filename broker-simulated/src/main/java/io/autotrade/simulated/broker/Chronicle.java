package io.autotrade.simulated.broker;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Page;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An append-only list in the store, kept in pieces of {@value #PIECE} entries, so that appending rewrites one small
 * value however long the list is. Only the last piece is held in memory.
 *
 * @param <T> type of an entry
 */
final class Chronicle<T> {

    static final int PIECE = 50;

    private final String prefix;
    private final Function<T, JsonObject> encode;
    private final Function<JsonObject, T> decode;
    private final KeyValueStore store;
    private final List<String> tail = new ArrayList<>();
    private long length;

    Chronicle(String prefix, Function<T, JsonObject> encode, Function<JsonObject, T> decode, KeyValueStore store) {
        this.prefix = prefix;
        this.encode = encode;
        this.decode = decode;
        this.store = store;
    }

    /** Reads the last piece of a list of this length. */
    Future<Void> load(long storedLength) {
        length = storedLength;
        tail.clear();
        if (storedLength % PIECE == 0) {
            return Future.succeededFuture();
        }
        return lines(storedLength / PIECE).map(lines -> {
            tail.addAll(lines.subList(0, (int) (storedLength % PIECE)));
            return null;
        });
    }

    /** Appends entries and adds the values to be stored to {@code writes}. */
    void append(List<T> entries, Map<String, String> writes) {
        for (T entry : entries) {
            tail.add(encode.apply(entry).encode());
            writes.put(key(length / PIECE), String.join("\n", tail));
            length++;
            if (length % PIECE == 0) {
                tail.clear();
            }
        }
    }

    long length() {
        return length;
    }

    /** The entries from a cursor to the end of its piece. */
    Future<Page<T>> page(String cursor) {
        long from;
        try {
            from = cursor.equals(Page.START) ? 0 : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            return Future.failedFuture(unknown(cursor));
        }
        if (from < 0 || from > length) {
            return Future.failedFuture(unknown(cursor));
        }
        if (from == length) {
            return Future.succeededFuture(new Page<>(List.of(), Long.toString(length), false));
        }
        long end = Math.min(length, (from / PIECE + 1) * PIECE);
        return piece(from / PIECE).map(entries -> {
            int first = (int) (from % PIECE);
            List<T> items = entries.subList(first, first + (int) (end - from));
            return new Page<>(items, Long.toString(end), end < length);
        });
    }

    /** One entry; the index is less than the length. */
    Future<T> get(long index) {
        return piece(index / PIECE).map(entries -> entries.get((int) (index % PIECE)));
    }

    private Future<List<T>> piece(long number) {
        return number == length / PIECE
                ? Future.succeededFuture(decoded(tail))
                : lines(number).map(this::decoded);
    }

    /** All entries of a stored piece. */
    List<T> decoded(List<String> lines) {
        return lines.stream().map(line -> decode.apply(new JsonObject(line))).toList();
    }

    private Future<List<String>> lines(long number) {
        return store.get(key(number)).map(text -> {
            if (text == null) {
                throw new IllegalStateException("stored value " + key(number) + " is missing");
            }
            return List.of(text.split("\n"));
        });
    }

    private String key(long number) {
        return prefix + "%09d".formatted(number);
    }

    private BrokerException unknown(String cursor) {
        return new BrokerException(
                new BrokerFault.Malformed("cursor '" + cursor + "' is not one this account has given"));
    }
}
