package io.autotrade.simulated;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a source is opened with in a test; the wall clock stands still. */
public record SourceContext(
        Vertx vertx,
        JsonObject configuration,
        Set<Symbol> symbols,
        List<Duration> timeframes,
        Instant wall,
        KeyValueStore store,
        Path home)
        implements MarketSourceContext {

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(wall);
    }

    @Override
    public PluginMetrics metrics() {
        return PluginMetrics.none();
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("test");
    }
}
