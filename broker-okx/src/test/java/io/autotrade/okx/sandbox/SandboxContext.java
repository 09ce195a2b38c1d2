package io.autotrade.okx.sandbox;

import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketFeed;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.InMemoryStore;
import io.autotrade.broker.tck.TckMarketFeed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service would give a broker of a real venue: among others a clock that goes. */
public final class SandboxContext implements BrokerContext {

    private final Vertx vertx;
    private final InstantSource clock;
    private final Logger logger;
    private final JsonObject section;
    private final Set<Symbol> symbols;
    private final InMemoryStore store;
    private final TckMarketFeed market;

    public SandboxContext(Vertx vertx, JsonObject section, Set<Symbol> symbols) {
        this(vertx, section, symbols, InstantSource.system(), LoggerFactory.getLogger("io.autotrade.okx.test"));
    }

    public SandboxContext(Vertx vertx, JsonObject section, Set<Symbol> symbols, InstantSource clock, Logger logger) {
        this.clock = clock;
        this.logger = logger;
        this.vertx = vertx;
        this.section = section;
        this.symbols = symbols;
        store = new InMemoryStore(vertx);
        market = new TckMarketFeed(vertx);
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public JsonObject configuration() {
        return section.copy();
    }

    @Override
    public Set<Symbol> symbols() {
        return symbols;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public KeyValueStore store() {
        return store;
    }

    @Override
    public MarketFeed market() {
        return market;
    }

    @Override
    public PluginMetrics metrics() {
        return PluginMetrics.none();
    }

    @Override
    public Logger logger() {
        return logger;
    }
}
