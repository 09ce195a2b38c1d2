package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A perpetual swap of the sandbox and its market: one price level on each side of the last price. */
final class Coin {

    private static final BigDecimal ENDLESS = new BigDecimal("1000000000");

    final String base;
    final BigDecimal contract;
    final BigDecimal tick;
    BigDecimal lot;
    BigDecimal maxMarket = new BigDecimal("12000");
    String state = "live";
    BigDecimal price;
    BigDecimal mark;

    /** Contracts on offer at the best price of each side; replenished whenever the price is set. */
    BigDecimal offered = ENDLESS;

    BigDecimal bidLeft = ENDLESS;
    BigDecimal askLeft = ENDLESS;
    BigDecimal leverage = new BigDecimal("3");

    /** Where candles come from; null for ones around the price of the moment. */
    @Nullable
    Tape tape;

    Coin(String base, String contract, String lot, String tick, String price) {
        this.base = base;
        this.contract = new BigDecimal(contract);
        this.lot = new BigDecimal(lot);
        this.tick = new BigDecimal(tick);
        this.price = new BigDecimal(price);
        mark = this.price;
    }

    String instId() {
        return base + "-USDT-SWAP";
    }

    void set(BigDecimal newPrice, BigDecimal contractsOffered) {
        price = newPrice;
        mark = newPrice;
        offered = contractsOffered;
        bidLeft = contractsOffered;
        askLeft = contractsOffered;
    }

    static BigDecimal endless() {
        return ENDLESS;
    }

    BigDecimal bid() {
        return price.subtract(tick);
    }

    BigDecimal ask() {
        return price.add(tick);
    }

    BigDecimal highestBuy() {
        return mark.multiply(new BigDecimal("1.05"));
    }

    BigDecimal lowestSell() {
        return mark.multiply(new BigDecimal("0.95"));
    }

    JsonObject instrument(boolean demo) {
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", instId())
                .put("instIdCode", (demo ? 20_000 : 10_000) + base.hashCode() % 1000)
                .put("instFamily", base + "-USDT")
                .put("uly", base + "-USDT")
                .put("baseCcy", "")
                .put("quoteCcy", "")
                .put("settleCcy", "USDT")
                .put("ctVal", contract.toPlainString())
                .put("ctMult", "1")
                .put("ctValCcy", base)
                .put("ctType", "linear")
                .put("lotSz", lot.toPlainString())
                .put("minSz", lot.toPlainString())
                .put("tickSz", tick.toPlainString())
                .put("lever", "100")
                .put("state", state)
                .put("ruleType", "normal")
                .put("maxLmtSz", "100000000")
                .put("maxMktSz", maxMarket.toPlainString())
                .put("expTime", "")
                .put("listTime", "1606464000000");
    }

    JsonObject ticker(long now) {
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", instId())
                .put("last", price.toPlainString())
                .put("lastSz", "1")
                .put("askPx", ask().toPlainString())
                .put("askSz", askLeft.toPlainString())
                .put("bidPx", bid().toPlainString())
                .put("bidSz", bidLeft.toPlainString())
                .put("open24h", price.toPlainString())
                .put("high24h", price.toPlainString())
                .put("low24h", price.toPlainString())
                .put("volCcy24h", "51230.11")
                .put("vol24h", "5123011")
                .put("ts", Long.toString(now));
    }

    JsonObject markPrice(long now) {
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", instId())
                .put("markPx", mark.toPlainString())
                .put("ts", Long.toString(now));
    }
}
