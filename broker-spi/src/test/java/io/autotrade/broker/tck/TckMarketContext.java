package io.autotrade.broker.tck;

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
import org.slf4j.LoggerFactory;

/** What the service would give a market source. */
record TckMarketContext(
        Vertx vertx,
        JsonObject configuration,
        Set<Symbol> symbols,
        List<Duration> timeframes,
        InstantSource clock,
        InMemoryStore store,
        Path home,
        PluginMetrics metrics,
        Logger logger)
        implements MarketSourceContext {

    static TckMarketContext of(Vertx vertx, MarketSourceHarness harness) {
        return new TckMarketContext(
                vertx,
                harness.section().copy(),
                Set.copyOf(harness.symbols()),
                harness.timeframes(),
                harness.clock(),
                new InMemoryStore(vertx),
                Path.of("").toAbsolutePath(),
                PluginMetrics.none(),
                LoggerFactory.getLogger("io.autotrade.broker.tck"));
    }
}
