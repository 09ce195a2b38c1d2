package io.autotrade;

import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.AlertRaised.Severity;
import io.autotrade.plugin.PluginRegistry;
import io.autotrade.plugin.PluginReport;
import io.autotrade.plugin.PluginReport.Provided;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the plugins folder every other second while the service runs, and tells what is new there. */
final class PluginWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final PluginRegistry plugins;
    private final Predicate<Provided> inUse;
    private final InstantSource clock;
    private final Consumer<AlertRaised> alerts;
    private final Runnable arrived;
    private final long timer;

    /**
     * @param inUse whether what a plugin brings trades, gives prices or listens now
     * @param arrived runs, off the event loop, when something new can be used
     */
    PluginWatch(
            Vertx vertx,
            PluginRegistry plugins,
            Predicate<Provided> inUse,
            InstantSource clock,
            Consumer<AlertRaised> alerts,
            Runnable arrived) {
        this.vertx = vertx;
        this.plugins = plugins;
        this.inUse = inUse;
        this.clock = clock;
        this.alerts = alerts;
        this.arrived = arrived;
        this.timer = vertx.setPeriodic(LOOK.toMillis(), id -> look());
    }

    private void look() {
        vertx.executeBlocking(this::changes)
                .onSuccess(this::tell)
                .onFailure(e -> LOG.warn("the plugins folder could not be looked at: {}", e.toString()));
    }

    private List<PluginReport> changes() {
        List<PluginReport> changes = plugins.look(inUse);
        if (changes.stream().anyMatch(PluginReport::loaded)) {
            arrived.run();
        }
        return changes;
    }

    private void tell(List<PluginReport> changes) {
        for (PluginReport change : changes) {
            alerts.accept(
                    switch (change.status()) {
                        case PluginReport.LOADED ->
                            alert(Severity.INFO, AlertCode.PLUGIN_LOADED, change.name() + " brings " + what(change));
                        case PluginReport.OFFERED ->
                            alert(
                                    Severity.INFO,
                                    AlertCode.PLUGIN_OFFERED,
                                    change.name() + " has a new version of " + what(change)
                                            + ", which is in use; the next hand-over or start takes it");
                        case PluginReport.REMOVED ->
                            alert(
                                    change.reason().isEmpty() ? Severity.INFO : Severity.WARNING,
                                    AlertCode.PLUGIN_REMOVED,
                                    change.name() + " is gone from the plugins folder"
                                            + (change.reason().isEmpty() ? "" : ": " + change.reason()));
                        default ->
                            alert(
                                    Severity.WARNING,
                                    AlertCode.PLUGIN_REFUSED,
                                    change.name() + " refused: " + change.reason());
                    });
        }
    }

    private static String what(PluginReport report) {
        return report.provides().stream()
                .map(provided -> provided.kind().replace('_', ' ') + ' ' + provided.id())
                .collect(Collectors.joining(", "));
    }

    private AlertRaised alert(Severity severity, AlertCode code, String message) {
        return code.raised(severity, message, null, clock.instant());
    }

    Future<Void> close() {
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }
}
