package io.autotrade.journal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Bounded collections that forget what was not used for longest. Not thread-safe unless said. */
final class LeastRecent {

    private LeastRecent() {}

    static <K, V> Map<K, V> map(int capacity) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    static <K> Set<K> set(int capacity) {
        return Collections.newSetFromMap(map(capacity));
    }
}
