package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Control;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Prices, indicators, candles, order latency. */
final class MarketOperations {

    private final ControlBus bus;

    MarketOperations(ControlBus bus) {
        this.bus = bus;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "getPrices", this::prices,
                "getIndicators", this::indicators,
                "getCandles", this::candles,
                "getOrderLatency", this::latency);
    }

    private Future<Answer> prices(Call call) {
        return bus.ask(Control.PRICES).map(reply -> {
            ObjectNode body = Trees.of(reply);
            for (JsonNode price : body.path("symbols")) {
                Trees.orNull((ObjectNode) price, "price", "change_pct_24h", "timestamp");
            }
            return Answer.ok(body);
        });
    }

    private Future<Answer> indicators(Call call) {
        Symbol symbol = JournalOperations.parsedSymbol(call.path("symbol"));
        return bus.ask(Control.INDICATORS, new JsonObject().put("symbol", symbol.value()))
                .map(reply -> {
                    ObjectNode body = Trees.object();
                    body.set("indicator", Trees.of(reply));
                    return Answer.ok(body);
                });
    }

    private Future<Answer> candles(Call call) {
        Symbol symbol = JournalOperations.parsedSymbol(call.path("symbol"));
        String asked = call.query("timeframe");
        String timeframe = asked == null ? "15m" : asked;
        JsonObject request = new JsonObject()
                .put("symbol", symbol.value())
                .put("timeframe", timeframe)
                .put("limit", call.query("limit", 300))
                .put("indicators", call.query("indicators", false));
        return bus.ask(Control.CANDLES, request).map(reply -> {
            ObjectNode body = Trees.wholeList(reply);
            body.put("symbol", symbol.value());
            body.put("timeframe", timeframe);
            return Answer.ok(body);
        });
    }

    private Future<Answer> latency(Call call) {
        return bus.ask(Control.ORDER_LATENCY).map(reply -> {
            ObjectNode body = Trees.object();
            body.set("stats", Trees.of(reply));
            return Answer.ok(body);
        });
    }
}
