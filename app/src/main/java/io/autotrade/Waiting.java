package io.autotrade;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.Control;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigView;
import io.autotrade.evaluation.WaitingPlane;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instance answers that does not trade: because another one does, or because it is still recovering. */
final class Waiting {

    private static final String STANDBY =
            "this instance stands by while another one trades; it answers reads and takes over when that one is gone";
    private static final String RECOVERING = "this instance is recovering: the account is compared with the journal";

    private final Foundation foundation;
    private final WaitingPlane plane;
    private volatile String role = "standby";
    private volatile String why = STANDBY;

    Waiting(Foundation foundation) {
        this.foundation = foundation;
        this.plane = new WaitingPlane(
                foundation.vertx().eventBus(),
                foundation.books(),
                foundation.config(),
                foundation.provider().environment(),
                foundation.provider().id(),
                () -> why);
    }

    void open() {
        plane.open();
        plane.answer(Control.STATUS, request -> status());
        plane.answer(
                Control.CONFIG_VIEW,
                request -> Future.succeededFuture(
                        ConfigView.redacted(foundation.config().get())));
        plane.answer(
                Control.PLUGINS,
                request -> Future.succeededFuture(
                        PluginsJson.of(foundation.plugins().reports())));
    }

    /** This instance writes the journal now and is about to trade. */
    void recovering() {
        role = "recovering";
        why = RECOVERING;
    }

    /** This instance writes the journal and cannot trade yet. */
    void blocked(String reason) {
        why = RECOVERING + "; not yet: " + reason;
    }

    Future<Void> close() {
        return plane.close();
    }

    String banner() {
        return String.join(
                System.lineSeparator(),
                "autotrade  " + Version.TEXT,
                "standby    another instance trades; this one reads along and takes over when that one is gone");
    }

    private Future<JsonObject> status() {
        return Writer.find(foundation.journal()).map(this::status);
    }

    private JsonObject status(@Nullable JsonObject writer) {
        AppConfig now = foundation.config().get();
        String reason = why;
        return new JsonObject()
                .put("ready", false)
                .put("role", role)
                .put("writer", writer)
                .put("safe_to_trade", false)
                .put("reasons", new JsonArray().add(reason))
                .put("environment", foundation.provider().environment().name())
                .put("broker", foundation.provider().id())
                .put("broker_name", foundation.provider().displayName())
                .put("broker_connected", false)
                .put("market_source", now.market().source())
                .put("market_time", foundation.books().lastAt().toString())
                .put(
                        "feed",
                        new JsonObject()
                                .put("state", "DOWN")
                                .put("detail", reason)
                                .put("age_ms", new JsonObject()))
                .put("advisor", "")
                .put("version", Version.TEXT)
                .put(
                        "database",
                        foundation.journal().following() || foundation.journal().healthy() ? "ok" : "away")
                .put("last_seq", foundation.journal().lastSeq())
                .put("facts_waiting", 0)
                .put("state", foundation.books().tradingState().name())
                .put(
                        "state_reasons",
                        new JsonArray(foundation
                                .books()
                                .tradingStateChange()
                                .map(TradingStateChanged::reasons)
                                .orElse(List.of())))
                .put(
                        "symbols",
                        new JsonArray(now.trading().symbols().stream()
                                .map(Symbol::value)
                                .toList()));
    }
}
