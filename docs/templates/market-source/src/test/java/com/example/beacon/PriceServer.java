package com.example.beacon;

import io.autotrade.broker.Symbol;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A small server that speaks the beacon's protocol, for tests. */
public final class PriceServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<Symbol, BigDecimal> prices = new ConcurrentHashMap<>();
    private final List<ServerWebSocket> streams = new CopyOnWriteArrayList<>();
    private final AtomicLong trades = new AtomicLong();
    private volatile boolean awaited = true;

    public PriceServer(Vertx vertx, Map<Symbol, BigDecimal> prices) {
        this.prices.putAll(prices);
        this.server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        Symbol symbol = request.getParam("symbol") == null ? null : new Symbol(request.getParam("symbol"));
        switch (request.path()) {
            case "/instruments" -> request.response().end(instruments().toBuffer());
            case "/ticker" -> request.response().end(ticker(symbol).toBuffer());
            case "/candles" -> request.response().end(candles(request, prices.get(symbol)).toBuffer());
            case "/stream" ->
                request.toWebSocket().onSuccess(stream -> {
                    streams.add(stream);
                    awaited = false;
                    stream.closeHandler(closed -> streams.remove(stream));
                });
            default -> request.response().setStatusCode(404).end();
        }
    }

    private JsonArray instruments() {
        JsonArray all = new JsonArray();
        prices.keySet().forEach(symbol -> all.add(new JsonObject()
                .put("symbol", symbol.value())
                .put("base", symbol.value().split("-")[0])
                .put("quote", "USDT")
                .put("quantity_step", "0.0001")
                .put("price_step", "0.1")
                .put("max_leverage", "10")));
        return all;
    }

    private JsonObject ticker(Symbol symbol) {
        BigDecimal last = prices.get(symbol);
        BigDecimal half = new BigDecimal("0.5");
        return new JsonObject()
                .put("symbol", symbol.value())
                .put("bid", last.subtract(half).toPlainString())
                .put("ask", last.add(half).toPlainString())
                .put("last", last.toPlainString())
                .put("at", Instant.now().toString());
    }

    /** As many finished candles as were asked for, all at one price. */
    private static JsonArray candles(HttpServerRequest request, BigDecimal price) {
        long seconds = Long.parseLong(request.getParam("seconds"));
        long before = Instant.parse(request.getParam("before")).getEpochSecond();
        long end = Math.min(before, Instant.now().getEpochSecond()) / seconds * seconds;
        int limit = Integer.parseInt(request.getParam("limit"));
        JsonArray rows = new JsonArray();
        for (long opens = end - limit * seconds; opens < end; opens += seconds) {
            String text = price.toPlainString();
            rows.add(new JsonObject()
                    .put("opens_at", Instant.ofEpochSecond(opens).toString())
                    .put("open", text)
                    .put("high", text)
                    .put("low", text)
                    .put("close", text)
                    .put("volume", "1"));
        }
        return rows;
    }

    /** Lets the market trade; waits for the one who will listen, but not for one who has gone by himself. */
    public void trade(Symbol symbol, BigDecimal price) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (awaited && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
        prices.put(symbol, price);
        String line = ticker(symbol)
                .put("trade_id", Long.toString(trades.incrementAndGet()))
                .put("quantity", "0.01")
                .put("taker_side", "BUY")
                .encode();
        streams.forEach(stream -> stream.writeTextMessage(line));
    }

    /** Cuts all streams. */
    public void cut() {
        awaited = true;
        streams.forEach(ServerWebSocket::close);
    }

    @Override
    public void close() {
        server.close().await();
    }
}
