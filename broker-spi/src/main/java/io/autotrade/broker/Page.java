package io.autotrade.broker;

import java.util.List;

/**
 * A page of a forward list, oldest first.
 *
 * @param items in the venue's order; may be empty
 * @param nextCursor pass it to get what comes after; never null, also valid when the page is empty, stable across
 *     restarts
 * @param hasMore whether another page can be fetched at once
 */
public record Page<T>(List<T> items, String nextCursor, boolean hasMore) {

    /** The cursor before everything the venue still remembers. */
    public static final String START = "";

    public Page {
        Checks.present("nextCursor", nextCursor);
        items = List.copyOf(items);
    }
}
