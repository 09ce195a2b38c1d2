package io.autotrade.market;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.bus.Addresses;
import io.autotrade.bus.BusJson;
import io.autotrade.bus.EventJson;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prices and candles on the event bus: {@code autotrade.market.ticker.SYMBOL} at most four times in a wall-clock
 * second, {@code autotrade.market.candle.SYMBOL} for each candle that is finished or corrected.
 *
 * <p>A message has {@code v}, {@code ts} (time of the market), {@code type} ({@code ticker} or {@code candle}) and
 * {@code payload}; it has no {@code seq}, since prices are not journalled. Every decimal {@code x} has its exact text
 * beside it as {@code xExact}.
 */
final class MarketPublisher {

    private static final long TICKER_PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final Map<Symbol, Ticker> unpublished = new ConcurrentHashMap<>();
    private volatile long timer = -1;

    MarketPublisher(Vertx vertx) {
        this.vertx = vertx;
    }

    void start() {
        timer = vertx.setPeriodic(TICKER_PAUSE_MILLIS, tick -> flush());
    }

    void stop() {
        vertx.cancelTimer(timer);
        unpublished.clear();
    }

    /** Publishes the ticker soon, unless a newer one comes before. */
    void ticker(Ticker ticker) {
        unpublished.put(ticker.symbol(), ticker);
    }

    void candle(Candle candle) {
        vertx.eventBus()
                .publish(Addresses.candle(candle.symbol()), message("candle", candle.closesAt(), payload(candle)));
    }

    private void flush() {
        for (Symbol symbol : List.copyOf(unpublished.keySet())) {
            Ticker ticker = unpublished.remove(symbol);
            if (ticker != null) {
                vertx.eventBus()
                        .publish(
                                Addresses.ticker(symbol),
                                message(
                                        "ticker",
                                        ticker.at(),
                                        EventJson.mapper().valueToTree(ticker)));
            }
        }
    }

    private static ObjectNode payload(Candle candle) {
        ObjectNode payload = EventJson.mapper().valueToTree(candle);
        payload.put("timeframe", Timeframes.text(candle.timeframe()));
        payload.put("closesAt", candle.closesAt().toString());
        return payload;
    }

    private static JsonObject message(String type, Instant ts, ObjectNode payload) {
        ObjectNode message = EventJson.mapper().createObjectNode();
        message.put("v", EventJson.VERSION);
        message.put("ts", ts.toString());
        message.put("type", type);
        message.set("payload", EventJson.withExact(payload));
        return BusJson.of(message);
    }
}
