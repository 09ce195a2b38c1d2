package io.autotrade.broker;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/** What the service gives a market source. Implemented by the service; plugins do not implement it, except in tests. */
public interface MarketSourceContext {

    Vertx vertx();

    /** The source's own section, already checked against its schema and with environment variables resolved. */
    JsonObject configuration();

    Set<Symbol> symbols();

    /** The timeframes the service will ask candles for, shortest first. */
    List<Duration> timeframes();

    /** Wall time. */
    InstantSource clock();

    /** Durable storage that belongs to this source alone. */
    KeyValueStore store();

    /** Relative paths in the configuration are resolved against this. */
    Path home();

    PluginMetrics metrics();

    Logger logger();
}
