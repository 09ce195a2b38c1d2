package io.autotrade;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketFeed;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.config.AppConfig;
import io.autotrade.config.SectionTypes;
import io.autotrade.journal.Journal;
import io.autotrade.plugin.MicrometerPluginMetrics;
import io.autotrade.plugin.PluginContexts;
import io.autotrade.plugin.PluginRegistry;
import io.autotrade.plugin.PluginReport;
import io.autotrade.plugin.PluginSections;
import io.autotrade.telemetry.MeteredBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the selected market source and broker out of the plugins. */
final class Openings {

    private final Vertx vertx;
    private final AppConfig config;
    private final PluginRegistry plugins;
    private final Function<String, KeyValueStore> stores;
    private final MeterRegistry metrics;
    private final InstantSource wallClock;
    private final Tracer tracer;

    Openings(
            Vertx vertx,
            AppConfig config,
            PluginRegistry plugins,
            Journal journal,
            MeterRegistry metrics,
            InstantSource wallClock,
            Tracer tracer) {
        this(vertx, config, plugins, journal::keyValues, metrics, wallClock, tracer);
    }

    /** @param stores gives each owner its durable key-value store */
    Openings(
            Vertx vertx,
            AppConfig config,
            PluginRegistry plugins,
            Function<String, KeyValueStore> stores,
            MeterRegistry metrics,
            InstantSource wallClock,
            Tracer tracer) {
        this.tracer = tracer;
        this.vertx = vertx;
        this.config = config;
        this.plugins = plugins;
        this.stores = stores;
        this.metrics = metrics;
        this.wallClock = wallClock;
    }

    MarketSource marketSource() {
        MarketSourceProvider provider = plugins.marketSource(config.market().source());
        String owner = "market." + provider.id();
        JsonObject section = checked(provider.configurationSection(), provider.configurationSchema());
        return provider.open(new PluginContexts.ForMarketSource(
                        vertx,
                        section,
                        symbols(),
                        List.of(
                                config.market().shortTimeframe(),
                                config.market().longTimeframe()),
                        wallClock,
                        store(owner),
                        config.home(),
                        metrics(owner),
                        logger(owner)))
                .await();
    }

    Broker broker(BrokerProvider provider, InstantSource clock, MarketFeed market) {
        String owner = "broker." + provider.id();
        JsonObject section = checked(provider.configurationSection(), provider.configurationSchema());
        return provider.open(new PluginContexts.ForBroker(
                        vertx, section, symbols(), clock, store(owner), market, metrics(owner), logger(owner)))
                .<Broker>map(broker -> new MeteredBroker(broker, metrics, tracer))
                .await();
    }

    /**
     * What is wrong with the sections of the selected broker and market source, and with any other that is there and
     * whose plugin is too.
     *
     * @throws IllegalArgumentException when what is selected is in no plugin
     */
    static List<String> problems(AppConfig config, PluginRegistry plugins) {
        SortedMap<String, JsonObject> schemas = new TreeMap<>();
        for (PluginReport report : plugins.reports()) {
            for (PluginReport.Provided provided : report.provides()) {
                if (provided.kind().equals(PluginReport.Provided.CONSUMER)) {
                    continue;
                }
                boolean trades = provided.kind().equals("broker");
                String path = trades
                        ? plugins.broker(provided.id()).configurationSection()
                        : plugins.marketSource(provided.id()).configurationSection();
                JsonObject schema = trades
                        ? plugins.broker(provided.id()).configurationSchema()
                        : plugins.marketSource(provided.id()).configurationSchema();
                if (!config.section(path).isEmpty()) {
                    schemas.put(path, schema);
                }
            }
        }
        BrokerProvider broker = plugins.broker(config.trading().brokerType());
        schemas.put(broker.configurationSection(), broker.configurationSchema());
        MarketSourceProvider source = plugins.marketSource(config.market().source());
        schemas.put(source.configurationSection(), source.configurationSchema());
        List<String> problems = new ArrayList<>();
        for (String id : Consumers.named(config)) {
            plugins.consumer(id)
                    .ifPresentOrElse(
                            consumer -> schemas.put(consumer.configurationSection(), consumer.configurationSchema()),
                            () -> problems.add(Consumers.SECTION + "." + id + ": no plugin in "
                                    + config.plugins().dir() + " brings this consumer"));
        }
        schemas.forEach((path, schema) -> problems.addAll(
                PluginSections.problems(schema, SectionTypes.typed(schema, config.section(path)), path)));
        return problems;
    }

    private JsonObject checked(String path, JsonObject schema) {
        JsonObject section = SectionTypes.typed(schema, config.section(path));
        List<String> problems = PluginSections.problems(schema, section, path);
        if (!problems.isEmpty()) {
            throw new StartFailure("the configuration has " + problems.size() + " problem(s):" + System.lineSeparator()
                    + "  " + String.join(System.lineSeparator() + "  ", problems));
        }
        return PluginSections.withDefaults(schema, section);
    }

    private Set<Symbol> symbols() {
        return new TreeSet<>(config.trading().symbols());
    }

    private KeyValueStore store(String owner) {
        return stores.apply(owner);
    }

    private PluginMetrics metrics(String owner) {
        return new MicrometerPluginMetrics(metrics, owner);
    }

    private static Logger logger(String owner) {
        return LoggerFactory.getLogger("plugin." + owner);
    }
}
