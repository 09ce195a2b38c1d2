package io.autotrade.bus;

import java.time.Instant;
import java.util.List;

/**
 * A changed configuration took effect, or the first one was read.
 *
 * @param hash SHA-256 of the effective configuration with secrets replaced, hex
 * @param by {@code start}, {@code file}, {@code operator}
 */
public record ConfigChanged(String hash, List<Change> changes, String by, Instant at) implements DomainEvent {

    /** One key. Values of secrets read {@code ***}. */
    public record Change(String key, String before, String after) {}

    public ConfigChanged {
        changes = List.copyOf(changes);
    }
}
