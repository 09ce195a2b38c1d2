package io.autotrade.market;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** Remembers the newest ids of a stream, at most a given number of them. Not safe for concurrent use. */
final class RecentIds {

    private final int limit;
    private final ArrayDeque<String> order;
    private final Set<String> known;

    RecentIds(int limit) {
        this.limit = limit;
        this.order = new ArrayDeque<>();
        this.known = new HashSet<>();
    }

    /** Whether the id is new; it is remembered from now on, and the oldest is forgotten when there are too many. */
    boolean add(String id) {
        if (!known.add(id)) {
            return false;
        }
        order.addLast(id);
        if (order.size() > limit) {
            known.remove(order.removeFirst());
        }
        return true;
    }
}
