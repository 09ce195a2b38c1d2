package io.autotrade;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.config.AppConfig;
import io.autotrade.execution.Books;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What every instance says about itself, whether it trades or waits.
 *
 * @param ready whether it trades, or would if nothing stood against it
 * @param reasons what stands against new exposure besides the trading state
 * @param connected whether the broker answers
 * @param feed state, detail and age of each price
 * @param database whether it takes writes, or can be followed
 */
record StatusJson(
        boolean ready,
        String role,
        List<String> reasons,
        AppConfig config,
        BrokerProvider provider,
        boolean connected,
        Instant marketTime,
        JsonObject feed,
        String advisor,
        boolean database,
        long lastSeq,
        int factsWaiting,
        Books books) {

    JsonObject render() {
        TradingState state = books.tradingState();
        List<String> stateReasons =
                books.tradingStateChange().map(TradingStateChanged::reasons).orElse(List.of());
        List<String> against = against(reasons, state, stateReasons);
        return new JsonObject()
                .put("ready", ready)
                .put("role", role)
                .put("safe_to_trade", against.isEmpty())
                .put("not_safe_because", new JsonArray(against))
                .put("reasons", new JsonArray(reasons))
                .put("environment", provider.environment().name())
                .put("broker", provider.id())
                .put("broker_name", provider.displayName())
                .put("broker_connected", connected)
                .put("market_source", config.market().source())
                .put("market_time", marketTime.toString())
                .put("feed", feed)
                .put("advisor", advisor)
                .put("version", Version.TEXT)
                .put("database", database ? "ok" : "away")
                .put("last_seq", lastSeq)
                .put("facts_waiting", factsWaiting)
                .put("state", state.name())
                .put("state_reasons", new JsonArray(stateReasons))
                .put(
                        "symbols",
                        new JsonArray(config.trading().symbols().stream()
                                .map(Symbol::value)
                                .toList()));
    }

    /** Everything that stands against new exposure; nothing of it when it is safe to trade. */
    static List<String> against(List<String> reasons, TradingState state, List<String> stateReasons) {
        List<String> against = new ArrayList<>(reasons);
        if (state != TradingState.ACTIVE) {
            against.addAll(stateReasons.isEmpty() ? List.of("trading is " + state) : stateReasons);
        }
        return List.copyOf(against);
    }
}
