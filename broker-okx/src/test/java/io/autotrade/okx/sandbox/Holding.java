package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;

/** A position of the sandbox; in the long/short mode there are two per instrument. */
final class Holding {

    static final BigDecimal MAINTENANCE = new BigDecimal("0.004");

    final Coin coin;
    final String posSide;
    final long id;

    /** Contracts, negative for a short. */
    BigDecimal size = BigDecimal.ZERO;

    BigDecimal average = BigDecimal.ZERO;
    long updated;

    Holding(Coin coin, String posSide, long id) {
        this.coin = coin;
        this.posSide = posSide;
        this.id = id;
    }

    /** Books a trade of a signed number of contracts and returns the profit it realised. */
    BigDecimal trade(BigDecimal signed, BigDecimal price, long now) {
        updated = now;
        BigDecimal before = size;
        size = size.add(signed);
        if (before.signum() == 0 || before.signum() == signed.signum()) {
            BigDecimal value = average.multiply(before.abs()).add(price.multiply(signed.abs()));
            average = value.divide(size.abs(), MathContext.DECIMAL128);
            return BigDecimal.ZERO;
        }
        BigDecimal closed = signed.abs().min(before.abs()).multiply(BigDecimal.valueOf(before.signum()));
        BigDecimal profit = price.subtract(average).multiply(closed).multiply(coin.contract);
        if (size.signum() == 0) {
            average = BigDecimal.ZERO;
        } else if (size.signum() != before.signum()) {
            average = price;
        }
        return profit;
    }

    BigDecimal unrealized() {
        return coin.mark.subtract(average).multiply(size).multiply(coin.contract);
    }

    BigDecimal notional() {
        return coin.mark.multiply(size.abs()).multiply(coin.contract);
    }

    BigDecimal initialMargin() {
        return notional().divide(coin.leverage, MathContext.DECIMAL64);
    }

    BigDecimal maintenanceMargin() {
        return notional().multiply(MAINTENANCE);
    }

    /** @param equity of the whole account */
    JsonObject row(BigDecimal equity) {
        boolean open = size.signum() != 0;
        BigDecimal shown = posSide.equals("net") ? size : size.abs();
        BigDecimal cushion = open
                ? equity.subtract(maintenanceMargin()).divide(size.multiply(coin.contract), MathContext.DECIMAL64)
                : BigDecimal.ZERO;
        BigDecimal liquidation = coin.mark.subtract(cushion);
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", coin.instId())
                .put("mgnMode", "cross")
                .put("posId", Long.toString(id))
                .put("posSide", posSide)
                .put("pos", shown.toPlainString())
                .put("availPos", "")
                .put("ccy", "USDT")
                .put("avgPx", open ? average.toPlainString() : "")
                .put("markPx", coin.mark.toPlainString())
                .put("last", coin.price.toPlainString())
                .put("lever", coin.leverage.toPlainString())
                .put("liqPx", open && liquidation.signum() > 0 ? liquidation.toPlainString() : "")
                .put("imr", open ? initialMargin().toPlainString() : "")
                .put("mmr", open ? maintenanceMargin().toPlainString() : "")
                .put("margin", "")
                .put("upl", unrealized().toPlainString())
                .put("notionalUsd", notional().toPlainString())
                .put("closeOrderAlgo", new JsonArray())
                .put("adl", "1")
                .put("cTime", Long.toString(updated))
                .put("uTime", Long.toString(updated))
                .put("pTime", Long.toString(updated));
    }
}
