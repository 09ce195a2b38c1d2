package io.autotrade.broker;

import io.vertx.core.Deployable;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;

/**
 * Entry point of an event-consumer plugin, found with {@link java.util.ServiceLoader}: name the implementing class in
 * {@code META-INF/services/io.autotrade.broker.EventConsumerProvider}. It has a public constructor without parameters
 * that does nothing. A jar may bring brokers, market sources and consumers.
 *
 * <p>A consumer is a verticle inside the service that hears what happens and does something of its own with it: keeps a
 * ledger, feeds another system, rings a bell. It runs when the configuration has a section {@code consumers.ID}, be it
 * empty, and only in the instance that trades. A consumer that fails is reported by an alert and otherwise left alone;
 * trading goes on without it.
 */
public interface EventConsumerProvider {

    /** Return {@link SpiVersion#MAJOR}; the compiler then records what the plugin was built against. */
    int spiMajor();

    /** The ID of {@code consumers.ID}: lower-case letters, digits, underscores. */
    String id();

    /** Name for people. */
    String displayName();

    /** JSON schema of the section {@code consumers.ID}, as {@link BrokerProvider#configurationSchema()}. */
    JsonObject configurationSchema();

    /**
     * Where the verticle runs. {@link ThreadingModel#EVENT_LOOP}, the default, for code that never waits;
     * {@link ThreadingModel#VIRTUAL_THREAD} for code that does.
     */
    default ThreadingModel threadingModel() {
        return ThreadingModel.EVENT_LOOP;
    }

    /**
     * Makes the verticle; the service deploys it at once and undeploys it when it stops. What must be opened or may
     * fail belongs into the verticle's start. Must not return null, nor the same verticle twice.
     */
    Deployable verticle(EventConsumerContext context);
}
