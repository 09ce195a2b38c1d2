package io.autotrade.okx.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The public endpoints. Candles are made up from their time, so that every client sees the same ones. */
final class PublicDesk {

    static final Map<String, Long> BARS = Map.ofEntries(
            Map.entry("1m", 60_000L),
            Map.entry("3m", 180_000L),
            Map.entry("5m", 300_000L),
            Map.entry("15m", 900_000L),
            Map.entry("30m", 1_800_000L),
            Map.entry("1H", 3_600_000L),
            Map.entry("2H", 7_200_000L),
            Map.entry("4H", 14_400_000L),
            Map.entry("6Hutc", 21_600_000L),
            Map.entry("12Hutc", 43_200_000L),
            Map.entry("1Dutc", 86_400_000L));
    private static final int RECENT_ROWS = 1440;

    private final Exchange exchange;
    private final Gate gate;
    BigDecimal fundingRate = new BigDecimal("0.0001");

    /** Funding rates of instruments that have one of their own. */
    final Map<String, BigDecimal> rates = new HashMap<>();

    long fundingInterval = 8 * 3_600_000L;
    long historyStart = 1_600_000_000_000L;
    JsonArray status = new JsonArray();

    /** What the public channels show; set before anybody asks. */
    @Nullable
    MarketBoard board;

    /** Whether there are price limits. */
    boolean priceLimits = true;

    /** Announced changes of an instrument, by its id: {@code upcChg}. */
    final Map<String, JsonArray> changes = new HashMap<>();

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
            case "/api/v5/public/instruments", "/api/v5/account/instruments" ->
                "SWAP".equals(query.get("instType")) ? instruments() : instType(query);
            case "/api/v5/public/funding-rate" -> fundings(instId);
            case "/api/v5/public/funding-rate-history" -> fundingHistory(instId, query);
            case "/api/v5/public/mark-price" -> each(instId, coin -> coin.markPrice(exchange.now()));
            case "/api/v5/public/price-limit" -> Desks.one(priceLimit(instId));
            case "/api/v5/public/position-tiers" -> tiers(query);
            case "/api/v5/market/tickers" -> each("", coin -> coin.ticker(exchange.now()));
            case "/api/v5/market/index-tickers" -> Desks.one(index(instId));
            case "/api/v5/market/trades" -> trades(instId);
            case "/api/v5/public/open-interest" -> Desks.one(openInterest(instId));
            case "/api/v5/market/ticker" -> Desks.one(exchange.coin(instId).ticker(exchange.now()));
            case "/api/v5/market/books" -> Desks.one(book(instId, query));
            case "/api/v5/market/candles" -> candles(query, true);
            case "/api/v5/market/history-candles" -> candles(query, false);
            case "/api/v5/system/status" -> status;
            default -> throw new Refusal(404, "50002", "no such endpoint " + path);
        };
    }

    private JsonArray instruments() {
        JsonArray rows = new JsonArray();
        rows.add(new JsonObject().put("instId", "").put("instType", "SWAP").put("state", "preopen"));
        exchange.coins
                .values()
                .forEach(coin -> rows.add(coin.instrument(gate.demo)
                        .put("upcChg", changes.getOrDefault(coin.instId(), new JsonArray()))));
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

    private static JsonArray instType(MultiMap query) {
        String type = Optional.ofNullable(query.get("instType")).orElse("");
        Clerk.require(
                List.of("SPOT", "MARGIN", "FUTURES", "OPTION", "EVENTS").contains(type),
                "51000",
                "Parameter instType error");
        return new JsonArray();
    }

    private JsonArray each(String instId, Function<Coin, JsonObject> row) {
        if (!instId.isEmpty()) {
            return Desks.one(row.apply(exchange.coin(instId)));
        }
        JsonArray rows = new JsonArray();
        exchange.coins.values().forEach(coin -> rows.add(row.apply(coin)));
        return rows;
    }

    JsonObject openInterest(String instId) {
        BigDecimal contracts = new BigDecimal("2816113.01");
        Coin coin = exchange.coin(instId);
        BigDecimal coins = contracts.multiply(coin.contract);
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", instId)
                .put("oi", contracts.toPlainString())
                .put("oiCcy", coins.toPlainString())
                .put("oiUsd", coins.multiply(coin.mark).toPlainString())
                .put("ts", Long.toString(exchange.now()));
    }

    /** While limits are off both prices are empty. */
    JsonObject priceLimit(String instId) {
        Coin coin = exchange.coin(instId);
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", instId)
                .put("buyLmt", priceLimits ? coin.highestBuy().toPlainString() : "")
                .put("sellLmt", priceLimits ? coin.lowestSell().toPlainString() : "")
                .put("ts", Long.toString(exchange.now()))
                .put("enabled", priceLimits);
    }

    private JsonObject index(String instId) {
        Clerk.require(!instId.endsWith("-SWAP"), "51001", "Instrument ID does not exist");
        String price = exchange.coin(instId + "-SWAP").mark.toPlainString();
        return new JsonObject()
                .put("instId", instId)
                .put("idxPx", price)
                .put("high24h", price)
                .put("low24h", price)
                .put("open24h", price)
                .put("sodUtc0", price)
                .put("sodUtc8", price)
                .put("ts", Long.toString(exchange.now()));
    }

    private JsonObject book(String instId, MultiMap query) {
        exchange.coin(instId);
        int levels = Integer.parseInt(Optional.ofNullable(query.get("sz")).orElse("1"));
        Clerk.require(levels >= 1 && levels <= 400, "51000", "Parameter sz error");
        JsonObject book = Objects.requireNonNull(board).depth(instId).snapshot(exchange.now(), levels);
        book.remove("prevSeqId");
        book.remove("checksum");
        return book;
    }

    private JsonArray trades(String instId) {
        Coin coin = exchange.coin(instId);
        return Desks.one(new JsonObject()
                .put("instId", instId)
                .put("tradeId", "1412345678")
                .put("px", coin.price.toPlainString())
                .put("sz", coin.lot.toPlainString())
                .put("side", "buy")
                .put("source", "0")
                .put("ts", Long.toString(exchange.now())));
    }

    private JsonArray tiers(MultiMap query) {
        return Desks.one(new JsonObject()
                .put("instFamily", query.get("instFamily"))
                .put("tier", "1")
                .put("minSz", "0")
                .put("maxSz", "100000000")
                .put("mmr", "0.004")
                .put("imr", "0.01")
                .put("maxLever", "100"));
    }

    JsonObject funding(String instId) {
        long now = exchange.now();
        long due = (now / fundingInterval + 1) * fundingInterval;
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", instId)
                .put("fundingRate", rates.getOrDefault(instId, fundingRate).toPlainString())
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
