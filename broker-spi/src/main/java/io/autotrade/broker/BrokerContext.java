package io.autotrade.broker;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;

/** What the service gives a broker. Implemented by the service; plugins do not implement it, except in tests. */
public interface BrokerContext {

    Vertx vertx();

    /**
     * The broker's own section: checked against its schema, environment variables resolved, defaults of the schema
     * filled in. Numbers are {@link Integer}, {@link Long}, {@link Double} or {@link java.math.BigDecimal}, as they
     * were written.
     */
    JsonObject configuration();

    /** The symbols the service intends to trade. */
    Set<Symbol> symbols();

    /**
     * The service's clock. With a recorded or simulated market this is the market's clock, which may run at any speed;
     * everything a broker dates or schedules goes by it.
     */
    InstantSource clock();

    /** Durable storage that belongs to this broker alone. */
    KeyValueStore store();

    /**
     * The market the service watches. Paper brokers fill from it; brokers of a real venue have their own prices and
     * ignore it.
     */
    MarketFeed market();

    PluginMetrics metrics();

    Logger logger();
}
