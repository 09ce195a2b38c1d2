package io.autotrade.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys that nobody reads, which are mostly misspelt. */
final class UnknownKeys {

    private UnknownKeys() {}

    /**
     * @param prefix what stands before the keys in messages; empty or ending with a dot
     * @param foreign sections that belong to plugins, by dotted path
     */
    static void check(
            ConfigNode.Table table, String prefix, List<Key<?>> known, Set<String> foreign, Problems problems) {
        check(table, "", prefix, known.stream().map(Key::path).toList(), foreign, problems);
    }

    private static void check(
            ConfigNode.Table table,
            String path,
            String prefix,
            Collection<String> known,
            Set<String> foreign,
            Problems problems) {
        table.entries().forEach((name, node) -> {
            String key = path + name;
            if (known.contains(key) || foreign.contains(key)) {
                return;
            }
            boolean section = known.stream().anyMatch(other -> other.startsWith(key + "."));
            if (!section) {
                problems.add(
                        prefix + key,
                        node.line(),
                        "",
                        "is not a key of the configuration" + advice(name, path, known, foreign));
            } else if (node instanceof ConfigNode.Table inner) {
                check(inner, key + ".", prefix, known, foreign, problems);
            } else if (!(node instanceof ConfigNode.Text text && text.isUnset())) {
                problems.add(prefix + key, node.line(), "", "must be a section with keys and values");
            }
        });
    }

    private static Collection<String> both(Collection<String> known, Set<String> foreign) {
        Set<String> both = new LinkedHashSet<>(known);
        both.addAll(new TreeSet<>(foreign));
        return both;
    }

    private static String advice(String name, String path, Collection<String> known, Set<String> foreign) {
        Set<String> siblings = new LinkedHashSet<>();
        for (String key : both(known, foreign)) {
            if (key.startsWith(path)) {
                siblings.add(key.substring(path.length()).split("\\.")[0]);
            }
        }
        String nearest = Nearest.of(name, siblings);
        if (nearest != null) {
            return "; did you mean " + path + nearest + "?";
        }
        String elsewhere = Nearest.lastPart(name, known);
        if (elsewhere != null) {
            return "; did you mean " + elsewhere + "?";
        }
        return "; known here: " + String.join(", ", siblings);
    }
}
