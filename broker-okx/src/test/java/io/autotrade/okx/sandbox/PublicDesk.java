package io.autotrade.okx.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The public endpoints. Candles are made up from their time, so that every client sees the same ones. */
final class PublicDesk {

    static final Map<String, Long> BARS = Map.of(
            "1m", 60_000L, "5m", 300_000L, "15m", 900_000L, "1H", 3_600_000L, "4H", 14_400_000L, "1Dutc", 86_400_000L);
    private static final int RECENT_ROWS = 1440;

    private final Exchange exchange;
    private final Gate gate;
    BigDecimal fundingRate = new BigDecimal("0.0001");
    long fundingInterval = 8 * 3_600_000L;
    long historyStart = 1_600_000_000_000L;
    JsonArray status = new JsonArray();

    /** The candle that opens at this time is missing from the history; zero for none. */
    long gapAt;

    PublicDesk(Exchange exchange, Gate gate) {
        this.exchange = exchange;
        this.gate = gate;
    }

    JsonArray read(String path, MultiMap query) {
        String instId = Optional.ofNullable(query.get("instId")).orElse("");
        return switch (path) {
            case "/api/v5/public/time" -> Desks.one(new JsonObject().put("ts", Long.toString(exchange.now())));
            case "/api/v5/public/instruments", "/api/v5/account/instruments" -> instruments();
            case "/api/v5/public/funding-rate" -> fundings(instId);
            case "/api/v5/public/funding-rate-history" -> fundingHistory(instId, query);
            case "/api/v5/public/mark-price" -> Desks.one(exchange.coin(instId).markPrice(exchange.now()));
            case "/api/v5/public/open-interest" ->
                Desks.one(new JsonObject()
                        .put("instType", "SWAP")
                        .put("instId", instId)
                        .put("oi", "2816113.01")
                        .put("oiCcy", "28161.1301")
                        .put("oiUsd", "1689667806.1")
                        .put("ts", Long.toString(exchange.now())));
            case "/api/v5/market/ticker" -> Desks.one(exchange.coin(instId).ticker(exchange.now()));
            case "/api/v5/market/books" -> Desks.one(exchange.coin(instId).book(exchange.now()));
            case "/api/v5/market/candles" -> candles(query, true);
            case "/api/v5/market/history-candles" -> candles(query, false);
            case "/api/v5/system/status" -> status;
            default -> throw new Refusal(404, "50002", "no such endpoint " + path);
        };
    }

    private JsonArray instruments() {
        JsonArray rows = new JsonArray();
        rows.add(new JsonObject().put("instId", "").put("instType", "SWAP").put("state", "preopen"));
        exchange.coins.values().forEach(coin -> rows.add(coin.instrument(gate.demo)));
        rows.add(new JsonObject()
                .put("instType", "SWAP")
                .put("instId", "BTC-USD-SWAP")
                .put("ctType", "inverse")
                .put("ctVal", "100")
                .put("ctValCcy", "USD")
                .put("settleCcy", "BTC")
                .put("lotSz", "1")
                .put("minSz", "1")
                .put("tickSz", "0.1")
                .put("state", "live"));
        return rows;
    }

    JsonObject funding(String instId) {
        long now = exchange.now();
        long due = (now / fundingInterval + 1) * fundingInterval;
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", instId)
                .put("fundingRate", fundingRate.toPlainString())
                .put("fundingTime", Long.toString(due))
                .put("nextFundingRate", "")
                .put("nextFundingTime", Long.toString(due + fundingInterval))
                .put("settFundingRate", "0.0000777")
                .put("settState", "settled")
                .put("ts", Long.toString(now));
    }

    private JsonArray fundings(String instId) {
        JsonArray rows = new JsonArray();
        if (instId.equals("ANY")) {
            exchange.coins.keySet().forEach(each -> rows.add(funding(each)));
        } else {
            rows.add(funding(exchange.coin(instId).instId()));
        }
        return rows;
    }

    private JsonArray fundingHistory(String instId, MultiMap query) {
        int limit = Integer.parseInt(Optional.ofNullable(query.get("limit")).orElse("400"));
        JsonArray rows = new JsonArray();
        long last = exchange.now() / fundingInterval * fundingInterval;
        for (int i = 0; i < limit; i++) {
            rows.add(new JsonObject()
                    .put("instId", instId)
                    .put("fundingRate", "0.0003")
                    .put("realizedRate", "0.0002")
                    .put("fundingTime", Long.toString(last - i * fundingInterval)));
        }
        return rows;
    }

    private JsonArray candles(MultiMap query, boolean recent) {
        Coin coin = exchange.coin(query.get("instId"));
        Long length = BARS.get(query.get("bar"));
        Clerk.require(length != null, "51000", "Parameter bar error");
        long bar = java.util.Objects.requireNonNull(length);
        int most = recent ? 300 : 100;
        int limit = Math.min(
                most, Integer.parseInt(Optional.ofNullable(query.get("limit")).orElse("100")));
        long running = exchange.now() / bar * bar;
        long after =
                Optional.ofNullable(query.get("after")).map(Long::parseLong).orElse(Long.MAX_VALUE);
        long first = after > running ? running : (after - 1) / bar * bar;
        long oldest = recent ? Math.max(historyStart, running - (RECENT_ROWS - 1) * bar) : historyStart;
        JsonArray rows = new JsonArray();
        for (long at = first; at >= oldest && rows.size() < limit; at -= bar) {
            if (at != gapAt) {
                Tape tape = coin.tape;
                rows.add(tape == null ? candle(coin, at, at < running) : tape.candle(at, bar, exchange.now()));
            }
        }
        return rows;
    }

    static JsonArray candle(Coin coin, long at, boolean confirmed) {
        long wave = Math.floorMod(at / 60_000, 97L);
        BigDecimal open = coin.price.add(coin.tick.multiply(BigDecimal.valueOf(wave)));
        BigDecimal close = open.add(coin.tick);
        return new JsonArray()
                .add(Long.toString(at))
                .add(open.toPlainString())
                .add(close.add(coin.tick).toPlainString())
                .add(open.subtract(coin.tick).toPlainString())
                .add(close.toPlainString())
                .add("812.31")
                .add("8.1231")
                .add("487400.12")
                .add(confirmed ? "1" : "0");
    }
}
