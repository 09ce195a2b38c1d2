package io.autotrade.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads keys from a table with their defaults; a value that is not allowed is reported and replaced by the default. */
final class Values {

    private final ConfigNode.Table table;
    private final String prefix;
    private final Problems problems;

    /** @param prefix what stands before the keys of this table in messages; empty or ending with a dot */
    Values(ConfigNode.Table table, String prefix, Problems problems) {
        this.table = table;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** The value of a key that has a default or, inside a list, must be given. */
    <T> T get(Key<T> key) {
        T value = find(key);
        if (value != null) {
            return value;
        }
        if (key.standard() == null && isGiven(key)) {
            throw new Missing();
        }
        if (key.standard() == null) {
            problems.add(
                    prefix + key.path(),
                    table.line(),
                    "",
                    "must be given: " + key.type().allowed());
            throw new Missing();
        }
        return Objects.requireNonNull(read(key, standard(key)));
    }

    /** The value of a key, or its default, or null when it has neither. */
    <T> @Nullable T find(Key<T> key) {
        ConfigNode node = table.at(key.path());
        if (node != null && isGiven(key)) {
            T value = read(key, node);
            if (value != null) {
                return value;
            }
        }
        return key.standard() == null ? null : read(key, standard(key));
    }

    private boolean isGiven(Key<?> key) {
        ConfigNode node = table.at(key.path());
        return node != null && !(node instanceof ConfigNode.Text text && text.isUnset());
    }

    int line(Key<?> key) {
        ConfigNode node = table.at(key.path());
        return node == null ? 0 : node.line();
    }

    private <T> @Nullable T read(Key<T> key, ConfigNode node) {
        return key.type().read(node, prefix + key.path(), problems);
    }

    static ConfigNode standard(Key<?> key) {
        return new ConfigNode.Text(Objects.requireNonNull(key.standard()), true, 0);
    }

    /** A key without default has no value that is allowed; the problem has been reported. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing() {
            super("a key has no value", null, false, false);
        }
    }
}
