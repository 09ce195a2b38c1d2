package io.autotrade.api;

import io.autotrade.bus.Addresses;
import io.autotrade.bus.DomainEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a live client may subscribe to. All but MARKET are journal entries, by the address they are published on. */
enum Topic {
    MARKET(null),
    PORTFOLIO(Addresses.PORTFOLIO),
    DECISIONS(Addresses.DECISIONS),
    ORDERS(Addresses.ORDERS),
    FILLS(Addresses.FILLS),
    ALERTS(Addresses.ALERTS),
    SCHEDULER(Addresses.SCHEDULER),
    CONFIG(Addresses.CONFIG);

    private static final Map<String, Topic> BY_ADDRESS = Arrays.stream(values())
            .filter(topic -> topic.address != null)
            .collect(Collectors.toUnmodifiableMap(topic -> Objects.requireNonNull(topic.address), topic -> topic));

    private final @Nullable String address;

    Topic(@Nullable String address) {
        this.address = address;
    }

    static Topic of(DomainEvent event) {
        return Objects.requireNonNull(BY_ADDRESS.get(Addresses.of(event)));
    }

    static Optional<Topic> named(String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.wireName().equals(name))
                .findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String allNames() {
        return Arrays.stream(values()).map(Topic::wireName).collect(Collectors.joining(", "));
    }
}
