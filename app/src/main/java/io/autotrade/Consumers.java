package io.autotrade;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.config.AppConfig;
import io.autotrade.config.SectionTypes;
import io.autotrade.journal.Journal;
import io.autotrade.plugin.GuardedEventConsumerProvider;
import io.autotrade.plugin.JournalEventLog;
import io.autotrade.plugin.MicrometerPluginMetrics;
import io.autotrade.plugin.PluginContexts;
import io.autotrade.plugin.PluginRegistry;
import io.autotrade.plugin.PluginSections;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the event consumers that the configuration names in {@code consumers}. One that cannot run is reported by an
 * alert; trading does not depend on any of them. Safe from any thread.
 */
final class Consumers {

    static final String SECTION = "consumers";

    private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);

    private final Vertx vertx;
    private final AppConfig config;
    private final PluginRegistry plugins;
    private final Journal journal;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final Consumer<AlertRaised> alerts;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    private record Running(JournalEventLog events, Future<String> deployment) {}

    /** @param clock the service's, which may be the market's */
    Consumers(
            Vertx vertx,
            AppConfig config,
            PluginRegistry plugins,
            Journal journal,
            MeterRegistry metrics,
            InstantSource clock,
            Consumer<AlertRaised> alerts) {
        this.vertx = vertx;
        this.config = config;
        this.plugins = plugins;
        this.journal = journal;
        this.metrics = metrics;
        this.clock = clock;
        this.alerts = alerts;
    }

    /** Ids the configuration names, sorted. */
    static Set<String> named(AppConfig config) {
        return new TreeSet<>(config.section(SECTION).fieldNames());
    }

    /** Starts every consumer that is named. Blocks while a plugin makes its verticle. */
    void start() {
        for (String id : named(config)) {
            plugins.consumer(id)
                    .ifPresentOrElse(
                            this::start,
                            () -> alert(id, "no plugin in " + config.plugins().dir() + " brings it"));
        }
    }

    /** Starts those named consumers that have come since; blocks as {@link #start}. */
    void startNew() {
        named(config).stream()
                .filter(id -> !running.containsKey(id))
                .flatMap(id -> plugins.consumer(id).stream())
                .forEach(this::start);
    }

    boolean runs(String id) {
        return running.containsKey(id);
    }

    private void start(GuardedEventConsumerProvider provider) {
        String id = provider.id();
        String path = provider.configurationSection();
        JsonObject schema = provider.configurationSchema();
        JsonObject section = SectionTypes.typed(schema, config.section(path));
        List<String> problems = PluginSections.problems(schema, section, path);
        if (!problems.isEmpty()) {
            alert(id, String.join("; ", problems));
            return;
        }
        String owner = "consumer." + id;
        KeyValueStore positions = journal.keyValues(owner + ".position");
        Logger logger = LoggerFactory.getLogger("plugin." + owner);
        JournalEventLog events =
                new JournalEventLog(vertx, journal, positions, why -> alert(id, "it does not get on: " + why), logger);
        Future<String> deployment = provider.deploy(
                vertx,
                new PluginContexts.ForEventConsumer(
                        PluginSections.withDefaults(schema, section),
                        events,
                        clock,
                        journal.keyValues(owner),
                        config.home(),
                        new MicrometerPluginMetrics(metrics, owner),
                        logger));
        running.put(id, new Running(events, deployment));
        deployment.onSuccess(deployed -> LOG.info("consumer {} runs", id)).onFailure(e -> {
            events.close();
            running.remove(id);
            alert(id, String.valueOf(e.getMessage()));
        });
    }

    private void alert(String id, String why) {
        alerts.accept(AlertCode.CONSUMER_FAILED.raised(
                AlertRaised.Severity.WARNING, "consumer " + id + " hears nothing now: " + why, null, clock.instant()));
    }

    /** Ends delivery, then undeploys. */
    Future<?> close() {
        Stream<Future<?>> ends = running.values().stream()
                .map(each -> each.events()
                        .close()
                        .transform(ended -> each.deployment().compose(vertx::undeploy)));
        return Future.join(ends.toList()).onComplete(done -> running.clear());
    }
}
