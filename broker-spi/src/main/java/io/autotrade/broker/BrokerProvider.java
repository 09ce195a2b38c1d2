package io.autotrade.broker;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Entry point of a broker plugin, found with {@link java.util.ServiceLoader}: name the implementing class in
 * {@code META-INF/services/io.autotrade.broker.BrokerProvider}. It has a public constructor without parameters that
 * does nothing.
 */
public interface BrokerProvider {

    /** Return {@link SpiVersion#MAJOR}; the compiler then records what the plugin was built against. */
    int spiMajor();

    /** The value of {@code trading.broker_type} that selects this broker: lower-case letters, digits, underscores. */
    String id();

    /** Name for people. */
    String displayName();

    Environment environment();

    /**
     * Dotted path of the configuration section this broker reads. Plugins use the default, {@code brokers.ID}; the
     * service refuses others, because sections of its own hold secrets.
     */
    default String configurationSection() {
        return "brokers." + id();
    }

    /**
     * JSON schema (draft 2020-12, with {@code "type": "object"}) of the section. The service refuses to start when the
     * configuration of the selected broker does not match, and fills in the defaults, so {@link #open} need not check
     * again.
     *
     * <p>Keys that the schema does not name are taken for mistakes, unless it has {@code additionalProperties} or
     * {@code patternProperties}. Properties with {@code "writeOnly": true} are secrets: they are redacted wherever
     * configuration is shown.
     */
    JsonObject configurationSchema();

    /**
     * Connects to the venue and checks that trading is possible. Completes when the broker is usable, fails with a
     * {@link BrokerException} when it is not. Called at most once at a time; called again, after {@link Broker#close},
     * for another run.
     */
    Future<Broker> open(BrokerContext context);
}
