package io.autotrade.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key may hold.
 *
 * @param <T> the value in Java
 */
interface KeyType<T> {

    /** What is allowed, as it follows "must be": {@code a number from 1 to 125}. */
    String allowed();

    /**
     * Reads a value; reports problems and returns null when it is not allowed.
     *
     * @param key full path, for messages
     */
    @Nullable
    T read(ConfigNode node, String key, Problems problems);

    /** The value as it stands in JSON. */
    Object json(ConfigNode node);

    default boolean secret() {
        return false;
    }

    /** Keys of the items when this is a list of tables; empty otherwise. */
    default List<Key<?>> itemKeys() {
        return List.of();
    }
}
