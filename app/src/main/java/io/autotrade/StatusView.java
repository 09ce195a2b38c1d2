package io.autotrade;

import io.autotrade.alert.AlertSinks;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Control;
import io.autotrade.bus.TradingState;
import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigView;
import io.autotrade.evaluation.ControlPlane;
import io.autotrade.execution.TradingDesk;
import io.autotrade.journal.Journal;
import io.autotrade.market.FeedStatus;
import io.autotrade.market.MarketFeedService;
import io.autotrade.plugin.PluginRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What is real and what is not, and whether all of it works. */
final class StatusView {

    private final LiveConfig config;
    private final Journal journal;
    private final Brokers brokers;
    private final MarketFeedService feed;
    private final MarketSource source;
    private final Advisors advisors;
    private final AlertSinks alerts;

    StatusView(
            LiveConfig config,
            Journal journal,
            Brokers brokers,
            MarketFeedService feed,
            MarketSource source,
            Advisors advisors,
            AlertSinks alerts) {
        this.config = config;
        this.journal = journal;
        this.brokers = brokers;
        this.feed = feed;
        this.source = source;
        this.advisors = advisors;
        this.alerts = alerts;
    }

    void answer(ControlPlane control, PluginRegistry plugins) {
        control.answer(Control.STATUS, request -> Future.succeededFuture(status()));
        control.answer(Control.CONFIG_VIEW, request -> Future.succeededFuture(ConfigView.redacted(config.get())));
        control.answer(Control.PLUGINS, request -> Future.succeededFuture(PluginsJson.of(plugins.reports())));
    }

    /** One line per thing a person should know before believing a number. */
    String banner() {
        AppConfig now = config.get();
        return String.join(
                System.lineSeparator(),
                "autotrade  " + Version.TEXT,
                "orders     " + provider().environment() + ", " + provider().displayName() + money(),
                "market     " + now.market().source() + ": " + source.description(),
                "advisor    " + advisors.current().displayName(),
                "journal    "
                        + (now.store().embedded()
                                ? "embedded PostgreSQL in " + now.store().dataDir()
                                : "external PostgreSQL"));
    }

    private String money() {
        return provider().environment() == Environment.LIVE ? " (REAL MONEY)" : " (no real money)";
    }

    /** Whether new exposure is allowed now. */
    boolean safeToTrade() {
        return reasons(feed.status()).isEmpty() && desk().books().tradingState() == TradingState.ACTIVE;
    }

    /** Whether the market feed flows. */
    boolean feedUp() {
        return switch (feed.status().state()) {
            case UP, RESET -> true;
            case DOWN, FINISHED -> false;
        };
    }

    /** Number of symbols without a price or with a stale one. */
    int staleSymbols() {
        return feed.status().stale(config.get().trading().risk().staleAfter()).size();
    }

    private JsonObject status() {
        FeedStatus market = feed.status();
        StatusJson common = new StatusJson(
                journal.healthy() && desk().connected(),
                "writer",
                reasons(market),
                config.get(),
                provider(),
                desk().connected(),
                feed.clock().instant(),
                feedJson(market),
                advisors.current().displayName(),
                journal.healthy(),
                journal.lastSeq(),
                desk().facts().backlog(),
                desk().books());
        return common.render()
                .put("hand_over", brokers.handOver())
                .put("market_description", source.description())
                .put("simulated_market", source.simulated())
                .put("market_speed", source.speed().orElse(null))
                .put("advisor_status", advisors.status())
                .put("alerts", alerts.status());
    }

    private TradingDesk desk() {
        return brokers.active().desk();
    }

    private BrokerProvider provider() {
        return brokers.active().provider();
    }

    private List<String> reasons(FeedStatus market) {
        List<String> reasons = new ArrayList<>();
        if (!journal.healthy()) {
            reasons.add("the database takes no writes: no new exposure, exits only");
        }
        if (!desk().connected()) {
            reasons.add("the connection to " + provider().id() + " is down");
        }
        if (market.state() == FeedState.DOWN) {
            reasons.add("the market feed is down: " + market.detail());
        }
        if (market.state() == FeedState.FINISHED) {
            reasons.add("the recorded market has come to its end");
        }
        for (Symbol symbol : market.withoutPrice()) {
            reasons.add("no price of " + symbol + " yet");
        }
        for (Symbol symbol : market.stale(config.get().trading().risk().staleAfter())) {
            reasons.add("the price of " + symbol + " is stale");
        }
        for (Symbol symbol : desk().books().blockedSymbols()) {
            reasons.add(symbol + " is blocked: an order or a difference is not resolved");
        }
        if (!advisors.trouble().isEmpty()) {
            reasons.add(advisors.trouble());
        }
        reasons.addAll(alerts.failing());
        return reasons;
    }

    private static JsonObject feedJson(FeedStatus market) {
        JsonObject ages = new JsonObject();
        market.ages().forEach((symbol, age) -> ages.put(symbol.value(), age.toMillis()));
        return new JsonObject()
                .put("state", market.state().name())
                .put("detail", market.detail())
                .put("age_ms", ages);
    }
}
