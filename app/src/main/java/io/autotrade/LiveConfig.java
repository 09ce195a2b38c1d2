package io.autotrade;

import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.ConfigChanged;
import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigException;
import io.autotrade.config.ConfigView;
import io.autotrade.config.ConfigWatcher;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force. A changed file replaces it as a whole, from the next cycle on; an invalid file changes
 * nothing and raises an alert.
 */
final class LiveConfig implements Supplier<AppConfig> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Read once at start; a change is told and takes effect with the next start. */
    private static final List<String> AT_START_ONLY = List.of(
            "trading.symbols",
            "market.",
            "simulated.",
            "okx.",
            "brokers.",
            "consumers.",
            "store.",
            "http.host",
            "http.port",
            "http.tls",
            "plugins.",
            "cluster.",
            "log.",
            "tracing.");

    private final AtomicReference<AppConfig> current;
    private final @Nullable Path home;
    private final Map<String, String> environment;
    private @Nullable ConfigWatcher watcher;

    LiveConfig(AppConfig initial, @Nullable Path home, Map<String, String> environment) {
        this.current = new AtomicReference<>(initial);
        this.home = home;
        this.environment = environment;
    }

    @Override
    public AppConfig get() {
        return current.get();
    }

    /** Journals what the service starts with, unless that is what it ran with last. */
    void journalStart(Journal journal, InstantSource clock) {
        AppConfig now = get();
        journal.append(new ConfigChanged(ConfigView.hash(now), List.of(), "start", clock.instant()))
                .await();
    }

    /** Looks at the file every second from now on, with this clock instead of the one before. */
    void watch(Vertx on, Journal journal, InstantSource clock) {
        watch(on, journal, clock, broker -> {});
    }

    /**
     * As {@link #watch(Vertx, Journal, InstantSource)}.
     *
     * @param broker is told when the file names another broker than before
     */
    void watch(Vertx on, Journal journal, InstantSource clock, Consumer<String> broker) {
        close();
        Path file = get().file();
        if (file == null) {
            return;
        }
        watcher = new ConfigWatcher(
                on,
                file,
                home,
                environment,
                next -> apply(next, journal, clock, broker),
                refusal -> refuse(refusal, journal, clock));
        watcher.start(LOOK);
    }

    private static void refuse(ConfigException refusal, Journal journal, InstantSource clock) {
        LOG.error("the changed configuration is not valid and was not applied: {}", refusal.getMessage());
        report(journal.append(AlertCode.CONFIG_INVALID.raised(
                AlertRaised.Severity.WARNING,
                "the changed configuration is not valid; the one before stays in force. " + refusal.getMessage(),
                null,
                clock.instant())));
    }

    private void apply(AppConfig next, Journal journal, InstantSource clock, Consumer<String> broker) {
        List<ConfigChanged.Change> changes = ConfigView.changes(get(), next).stream()
                .map(change -> new ConfigChanged.Change(change.key(), change.before(), change.after()))
                .toList();
        if (changes.isEmpty()) {
            return;
        }
        String later = changes.stream()
                .map(ConfigChanged.Change::key)
                .filter(key -> AT_START_ONLY.stream().anyMatch(key::startsWith))
                .collect(Collectors.joining(", "));
        current.set(next);
        LOG.info("configuration changed: {}", changes);
        report(journal.append(new ConfigChanged(ConfigView.hash(next), changes, "file", clock.instant())));
        if (!later.isEmpty()) {
            report(journal.append(AlertCode.CONFIG_RESTART_NEEDED.raised(
                    AlertRaised.Severity.WARNING,
                    "these changes take effect with the next start: " + later,
                    null,
                    clock.instant())));
        }
        if (changes.stream().anyMatch(change -> change.key().equals("trading.broker_type"))) {
            broker.accept(next.trading().brokerType());
        }
    }

    private static void report(Future<?> written) {
        written.onFailure(e -> LOG.warn("a configuration event could not be journalled: {}", e.getMessage()));
    }

    Future<Void> close() {
        if (watcher != null) {
            watcher.stop();
        }
        return Future.succeededFuture();
    }
}
