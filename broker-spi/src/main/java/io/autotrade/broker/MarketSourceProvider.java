package io.autotrade.broker;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Entry point of a market-source plugin, found with {@link java.util.ServiceLoader}: name the implementing class in
 * {@code META-INF/services/io.autotrade.broker.MarketSourceProvider}. A jar may bring brokers and market sources.
 */
public interface MarketSourceProvider {

    /** Return {@link SpiVersion#MAJOR}; the compiler then records what the plugin was built against. */
    int spiMajor();

    /** The value of {@code market.source} that selects this source: lower-case letters, digits, underscores. */
    String id();

    /** Name for people. */
    String displayName();

    /** Dotted path of the configuration section this source reads, by default {@code market.ID}. */
    default String configurationSection() {
        return "market." + id();
    }

    /** JSON schema of the section, as {@link BrokerProvider#configurationSchema()}. */
    JsonObject configurationSchema();

    /**
     * Opens the source. Fails with a {@link BrokerException} or, for files that cannot be read, an
     * {@link IllegalArgumentException} that names file, line and reason.
     */
    Future<MarketSource> open(MarketSourceContext context);
}
