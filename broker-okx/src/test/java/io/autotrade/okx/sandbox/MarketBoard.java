package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the public channels show, and what can be made to go wrong with them. To be used on the exchange's thread. */
final class MarketBoard {

    static final Set<String> CHANNELS = Set.of(
            "tickers",
            "mark-price",
            "index-tickers",
            "trades",
            "books",
            "books5",
            "bbo-tbt",
            "funding-rate",
            "open-interest",
            "price-limit",
            "status",
            "instruments");

    private static final int TOP = 5;
    private static final int ALL = 400;

    private final Exchange exchange;
    private final PublicDesk desk;
    private final SocketDoor door;
    private final Map<String, Depth> depths = new HashMap<>();
    private long nextTrade = 9_000_000_000_000_000_000L;

    /** As announced for August 2026: the channel {@code books} begins without a snapshot. */
    boolean withoutSnapshots;

    MarketBoard(Exchange exchange, PublicDesk desk, SocketDoor door) {
        this.exchange = exchange;
        this.desk = desk;
        this.door = door;
    }

    Depth depth(String instId) {
        return depths.computeIfAbsent(instId, id -> new Depth(exchange.coin(id)));
    }

    /** What a new subscriber is sent at once; null for nothing. */
    JsonObject first(String channel, String instId) {
        if (channel.equals("books")) {
            return withoutSnapshots
                    ? new JsonObject()
                    : bookFrame(instId, depth(instId).snapshot(exchange.now(), ALL), "snapshot");
        }
        JsonArray rows = rows(channel, instId);
        return rows.isEmpty() ? new JsonObject() : frame(channel, instId, rows);
    }

    private JsonArray rows(String channel, String instId) {
        long now = exchange.now();
        return switch (channel) {
            case "tickers" -> one(exchange.coin(instId).ticker(now));
            case "mark-price" -> one(exchange.coin(instId).markPrice(now));
            case "books5" -> one(top(instId, TOP));
            case "bbo-tbt" -> one(top(instId, 1));
            case "funding-rate" -> one(desk.funding(instId));
            case "open-interest" -> one(desk.openInterest(instId));
            case "price-limit" -> one(desk.priceLimit(instId));
            default -> new JsonArray();
        };
    }

    private JsonObject top(String instId, int levels) {
        JsonObject row = depth(instId).snapshot(exchange.now(), levels).put("instId", instId);
        row.remove("prevSeqId");
        row.remove("checksum");
        return row;
    }

    private static JsonArray one(JsonObject row) {
        return new JsonArray().add(row);
    }

    private static JsonObject frame(String channel, String instId, JsonArray data) {
        return new JsonObject()
                .put("arg", new JsonObject().put("channel", channel).put("instId", instId))
                .put("data", data);
    }

    private static JsonObject bookFrame(String instId, JsonObject row, String action) {
        return new JsonObject()
                .put("arg", new JsonObject().put("channel", "books").put("instId", instId))
                .put("action", action)
                .put("data", one(row));
    }

    /** Tells everybody that a price has moved. */
    void moved(String instId) {
        update(instId);
        for (String channel : List.of("tickers", "mark-price", "books5")) {
            door.push(channel, instId, rows(channel, instId));
        }
        Coin coin = exchange.coin(instId);
        trade(instId, coin.price, coin.lot, true);
    }

    /** The next change of the order book, sent to everybody. */
    void update(String instId) {
        book(instId, depth(instId).update(exchange.now()), "update");
    }

    /** The next change of the order book, lost on the way. */
    void loseUpdate(String instId) {
        depth(instId).update(exchange.now());
    }

    void heartbeat(String instId) {
        book(instId, depth(instId).heartbeat(exchange.now()), "update");
    }

    void restart(String instId) {
        book(instId, depth(instId).restart(exchange.now()), "update");
    }

    void book(String instId, JsonObject row, String action) {
        door.push("books", instId, bookFrame(instId, row, action));
    }

    /** Pushes one row of any public channel. */
    void push(String channel, String instId, JsonObject row) {
        door.push(channel, instId, one(row));
    }

    void push(String channel, String instId) {
        door.push(channel, instId, rows(channel, instId));
    }

    String trade(String instId, BigDecimal price, BigDecimal contracts, boolean buy) {
        String id = Long.toString(++nextTrade);
        push(
                "trades",
                instId,
                new JsonObject()
                        .put("instId", instId)
                        .put("tradeId", id)
                        .put("px", price.toPlainString())
                        .put("sz", contracts.toPlainString())
                        .put("side", buy ? "buy" : "sell")
                        .put("ts", Long.toString(exchange.now()))
                        .put("count", "1")
                        .put("source", "0")
                        .put("seqId", nextTrade));
        return id;
    }

    /** Pushes the candle of a bar that opens at this time. */
    void candle(String instId, String bar, long opensAt, boolean confirmed) {
        door.push(
                "candle" + bar,
                instId,
                new JsonArray().add(PublicDesk.candle(exchange.coin(instId), opensAt, confirmed)));
    }
}
