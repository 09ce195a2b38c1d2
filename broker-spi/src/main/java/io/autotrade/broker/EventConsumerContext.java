package io.autotrade.broker;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;

/**
 * What the service gives an event consumer. Implemented by the service; plugins do not implement it, except in tests.
 */
public interface EventConsumerContext {

    /** The consumer's own section, already checked against its schema and with environment variables resolved. */
    JsonObject configuration();

    /** What has happened and happens, from the first event of the journal on. */
    EventLog events();

    /** The service's clock; with a recorded or simulated market the market's. */
    InstantSource clock();

    /** Durable storage that belongs to this consumer alone. */
    KeyValueStore store();

    /** Relative paths in the configuration are resolved against this. */
    Path home();

    PluginMetrics metrics();

    Logger logger();
}
