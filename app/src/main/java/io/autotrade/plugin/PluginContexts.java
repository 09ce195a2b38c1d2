package io.autotrade.plugin;

import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.EventConsumerContext;
import io.autotrade.broker.EventLog;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketFeed;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/** What the service gives its plugins. */
public final class PluginContexts {

    private PluginContexts() {}

    /** Context of a broker. */
    public record ForBroker(
            Vertx vertx,
            JsonObject configuration,
            Set<Symbol> symbols,
            InstantSource clock,
            KeyValueStore store,
            MarketFeed market,
            PluginMetrics metrics,
            Logger logger)
            implements BrokerContext {}

    /** Context of a market source. */
    public record ForMarketSource(
            Vertx vertx,
            JsonObject configuration,
            Set<Symbol> symbols,
            List<Duration> timeframes,
            InstantSource clock,
            KeyValueStore store,
            Path home,
            PluginMetrics metrics,
            Logger logger)
            implements MarketSourceContext {}

    /** Context of an event consumer. */
    public record ForEventConsumer(
            JsonObject configuration,
            EventLog events,
            InstantSource clock,
            KeyValueStore store,
            Path home,
            PluginMetrics metrics,
            Logger logger)
            implements EventConsumerContext {}
}
