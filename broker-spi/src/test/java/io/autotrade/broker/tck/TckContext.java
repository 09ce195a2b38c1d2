package io.autotrade.broker.tck;

import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service would give a broker, under the control of a test. Keep one for all openings of the same account. */
public final class TckContext implements BrokerContext {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final Vertx vertx;
    private final JsonObject configuration;
    private final Set<Symbol> symbols;
    private final TckClock clock = new TckClock(START);
    private final InMemoryStore store;
    private final TckMarketFeed market;

    /**
     * A context with an empty store and a market without prices.
     *
     * @param configuration the broker's section, complete
     */
    public TckContext(Vertx vertx, JsonObject configuration, Set<Symbol> symbols) {
        this.vertx = vertx;
        this.configuration = configuration.copy();
        this.symbols = Set.copyOf(symbols);
        store = new InMemoryStore(vertx);
        market = new TckMarketFeed(vertx);
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public JsonObject configuration() {
        return configuration.copy();
    }

    @Override
    public Set<Symbol> symbols() {
        return symbols;
    }

    @Override
    public TckClock clock() {
        return clock;
    }

    @Override
    public InMemoryStore store() {
        return store;
    }

    @Override
    public TckMarketFeed market() {
        return market;
    }

    @Override
    public PluginMetrics metrics() {
        return PluginMetrics.none();
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("io.autotrade.broker.tck");
    }
}
