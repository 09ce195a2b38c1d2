package io.autotrade;

import io.autotrade.advisor.baseline.BaselineAdvisor;
import io.autotrade.advisor.llm.CostLedger;
import io.autotrade.advisor.llm.LlmAdvisor;
import io.autotrade.advisor.llm.ModelStatus;
import io.autotrade.advisor.llm.PromptBuilder;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.MarketSource;
import io.autotrade.config.AppConfig;
import io.autotrade.journal.PgJournal;
import io.autotrade.market.MarketFeedService;
import io.autotrade.plugin.PluginRegistry;
import io.autotrade.plugin.PluginReport;
import io.autotrade.risk.RiskGate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Checks of {@code doctor} that start a part of the service and look whether it works. Nothing is written. */
final class ServiceChecks {

    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx;
    private final AppConfig config;

    ServiceChecks(Vertx vertx, AppConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    private static <T> T soon(Future<T> answer) {
        return answer.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).await();
    }

    Finding database() {
        AppConfig.StoreConfig store = config.store();
        if (store.embedded() && !Files.isDirectory(store.dataDir().resolve("postgres/data"))) {
            return Finding.ok("database", "embedded; the first start makes it in " + store.dataDir());
        }
        try {
            PgJournal journal = soon(PgJournal.openReadOnly(vertx, store));
            long events = journal.lastSeq();
            soon(journal.close());
            return Finding.ok(
                    "database",
                    (store.embedded() ? "embedded in " + store.dataDir() : "external") + ", " + events + " events");
        } catch (RuntimeException e) {
            return Finding.fail(
                    "database",
                    StartFailure.reason(e),
                    store.embedded()
                            ? "see the log in " + store.dataDir().resolve("postgres")
                                    + "; another service may use this folder"
                            : "check store.url: host, port, user, password, and that the database exists");
        }
    }

    List<Finding> plugins() {
        List<Finding> found = new ArrayList<>();
        try (PluginRegistry registry = load()) {
            for (PluginReport report : registry.reports()) {
                if (!report.loaded()) {
                    found.add(Finding.warn(
                            "plugins",
                            report.name() + " is refused: " + report.reason(),
                            "replace or remove it; docs/writing-a-broker.md says what a plugin must be"));
                }
            }
            try {
                BrokerProvider broker = registry.broker(config.trading().brokerType());
                registry.marketSource(config.market().source());
                Openings.problems(config, registry)
                        .forEach(problem -> found.add(
                                Finding.fail("plugins", problem, "correct the key; the plugin does not open with it")));
                found.add(Finding.ok(
                        "plugins",
                        registry.reports().size() + " found; orders go to " + broker.displayName() + " ("
                                + broker.environment() + ")"));
            } catch (RuntimeException e) {
                found.add(Finding.fail(
                        "plugins",
                        StartFailure.reason(e),
                        "set trading.broker_type and market.source to something 'autotrade plugins' lists, or put the"
                                + " jar into " + config.plugins().dir()));
            }
        } catch (RuntimeException e) {
            found.add(Finding.fail("plugins", StartFailure.reason(e), "check plugins.dir"));
        }
        return found;
    }

    private PluginRegistry load() {
        return PluginRegistry.load(config.plugins().dir(), config.plugins().allowSha256());
    }

    /** Opening a broker checks address, clock, key, its environment and its permissions. */
    List<Finding> venue() {
        List<Finding> found = new ArrayList<>();
        try (PluginRegistry registry = load()) {
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            Openings openings = new Openings(
                    vertx,
                    config,
                    registry,
                    owner -> new MemoryStore(),
                    metrics,
                    InstantSource.system(),
                    TracerProvider.noop().get("doctor"));
            MarketSource source = openings.marketSource();
            try {
                soon(source.instruments());
                found.add(Finding.ok("market", config.market().source() + " answers: " + source.description()));
                found.add(account(openings, registry.broker(config.trading().brokerType()), source, metrics));
            } finally {
                soon(source.close());
            }
        } catch (RuntimeException e) {
            found.add(Finding.fail(
                    found.isEmpty() ? "market" : "broker",
                    StartFailure.reason(e),
                    "check the network and the section of the plugin in the configuration; docs/troubleshooting.md"));
        }
        return found;
    }

    private Finding account(
            Openings openings, BrokerProvider provider, MarketSource source, SimpleMeterRegistry metrics) {
        MarketFeedService feed = new MarketFeedService(
                vertx,
                source,
                config.market().source(),
                new TreeSet<>(config.trading().symbols()),
                config.market().shortTimeframe(),
                config.market().longTimeframe(),
                metrics);
        try {
            Broker broker = openings.broker(provider, source.clock(), feed.hub());
            try {
                int positions = soon(broker.positions()).size();
                soon(broker.balance());
                return Finding.ok(
                        "broker",
                        provider.displayName() + " lets this key in (" + provider.environment() + "), " + positions
                                + " open positions");
            } finally {
                soon(broker.close());
            }
        } catch (RuntimeException e) {
            return Finding.fail(
                    "broker",
                    StartFailure.reason(e),
                    "check key, secret and passphrase, that the key belongs to " + provider.environment()
                            + " and may trade, and that this machine's address is on its list");
        }
    }

    Finding model() {
        if (!config.trading().usesModel()) {
            return Finding.ok("model", "none is asked: the built-in rules decide");
        }
        LlmAdvisor advisor = new LlmAdvisor(
                vertx,
                () -> config.trading().llm(),
                new PromptBuilder(RiskGate.rules()),
                new BaselineAdvisor(),
                new CostLedger(),
                InstantSource.system());
        try {
            ModelStatus status = soon(advisor.check());
            return status.state().equals("down")
                    ? Finding.fail(
                            "model",
                            status.model() + ": " + status.message(),
                            status.cure() + "; trading.advisor: baseline trades without")
                    : Finding.ok("model", status.model() + " answers");
        } catch (RuntimeException e) {
            return Finding.fail("model", StartFailure.reason(e), "check trading.llm.base_url and the network");
        } finally {
            advisor.close();
        }
    }
}
