package io.autotrade.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the configuration file with the line it stands in. */
sealed interface ConfigNode {

    /** Counted from 1; 0 for what does not come from the file. */
    int line();

    /**
     * A single value, not yet interpreted.
     *
     * @param plain written without quotes and without substitution, so that a plugin may take {@code 5} for a number
     */
    record Text(String value, boolean plain, int line) implements ConfigNode {

        /** An empty value counts as not given. */
        boolean isUnset() {
            return value.isEmpty() || (plain && (value.equals("null") || value.equals("~")));
        }
    }

    record Items(List<ConfigNode> items, int line) implements ConfigNode {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Table(Map<String, ConfigNode> entries, int line) implements ConfigNode {

        static final Table EMPTY = new Table(Map.of(), 0);

        public Table {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The node at a dotted path, or null; a value of the wrong kind on the way counts as absent. */
        @Nullable
        ConfigNode at(String path) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                return entries.get(path);
            }
            return entries.get(path.substring(0, dot)) instanceof Table next ? next.at(path.substring(dot + 1)) : null;
        }

        /** A copy with one more value, which replaces what was at the path. */
        Table with(String path, ConfigNode value) {
            int dot = path.indexOf('.');
            String first = dot < 0 ? path : path.substring(0, dot);
            Map<String, ConfigNode> changed = new LinkedHashMap<>(entries);
            ConfigNode inner = value;
            if (dot >= 0) {
                Table next = entries.get(first) instanceof Table table ? table : EMPTY;
                inner = next.with(path.substring(dot + 1), value);
            }
            changed.put(first, inner);
            return new Table(changed, line);
        }
    }
}
