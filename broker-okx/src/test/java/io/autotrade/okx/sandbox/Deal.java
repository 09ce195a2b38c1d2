package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;

/** An order of the sandbox. */
final class Deal {

    final long id;
    final Coin coin;
    final String clientId;
    final String tag;
    final boolean buy;
    final String posSide;
    final String type;
    final boolean reduceOnly;
    final long created;
    BigDecimal size;
    BigDecimal price;
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    BigDecimal fee = BigDecimal.ZERO;
    String state = "live";
    String cancelSource = "";
    String category = "normal";
    JsonObject attached = new JsonObject();
    String algoId = "";
    String algoClientId = "";
    String source = "";
    long updated;
    JsonObject lastFill = new JsonObject();

    Deal(
            long id,
            Coin coin,
            String clientId,
            String tag,
            boolean buy,
            String posSide,
            String type,
            BigDecimal size,
            BigDecimal price,
            boolean reduceOnly,
            long now) {
        this.id = id;
        this.coin = coin;
        this.clientId = clientId;
        this.tag = tag;
        this.buy = buy;
        this.posSide = posSide;
        this.type = type;
        this.size = size;
        this.price = price;
        this.reduceOnly = reduceOnly;
        created = now;
        updated = now;
    }

    BigDecimal left() {
        return size.subtract(filled);
    }

    boolean isOpen() {
        return state.equals("live") || state.equals("partially_filled");
    }

    boolean hasPrice() {
        return price.signum() > 0;
    }

    void fill(BigDecimal contracts, BigDecimal at, BigDecimal paid, long now) {
        filled = filled.add(contracts);
        value = value.add(contracts.multiply(at));
        fee = fee.add(paid);
        state = left().signum() == 0 ? "filled" : "partially_filled";
        updated = now;
    }

    void cancel(String why, long now) {
        state = "canceled";
        cancelSource = why;
        updated = now;
    }

    /** As REST shows it. */
    JsonObject row() {
        String average = filled.signum() == 0
                ? ""
                : value.divide(filled, MathContext.DECIMAL64).toPlainString();
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", coin.instId())
                .put("tgtCcy", "")
                .put("ccy", "")
                .put("ordId", Long.toString(id))
                .put("clOrdId", clientId)
                .put("tag", tag)
                .put("px", hasPrice() && !type.equals("market") ? price.toPlainString() : "")
                .put("sz", size.toPlainString())
                .put("ordType", type)
                .put("side", buy ? "buy" : "sell")
                .put("posSide", posSide)
                .put("tdMode", "cross")
                .put("accFillSz", filled.toPlainString())
                .put("fillPx", lastFill.getString("fillPx", ""))
                .put("tradeId", lastFill.getString("tradeId", ""))
                .put("fillSz", lastFill.getString("fillSz", ""))
                .put("fillTime", lastFill.getString("fillTime", ""))
                .put("avgPx", average)
                .put("state", state)
                .put("lever", coin.leverage.toPlainString())
                .put("attachAlgoOrds", attached.isEmpty() ? new JsonArray() : new JsonArray().add(attached))
                .put("feeCcy", "USDT")
                .put("fee", fee.toPlainString())
                .put("rebate", "0")
                .put("rebateCcy", "USDT")
                .put("source", source)
                .put("category", category)
                .put("reduceOnly", Boolean.toString(reduceOnly))
                .put("cancelSource", cancelSource)
                .put("algoClOrdId", algoClientId)
                .put("algoId", algoId)
                .put("uTime", Long.toString(updated))
                .put("cTime", Long.toString(created));
    }

    /** As the orders channel shows it: the fields of an execution speak of this update alone. */
    JsonObject push(JsonObject fill) {
        JsonObject row = row();
        if (filled.signum() == 0) {
            row.put("avgPx", "0");
        }
        return row.put("fillPx", fill.getString("fillPx", ""))
                .put("tradeId", fill.getString("tradeId", ""))
                .put("fillSz", fill.getString("fillSz", "0"))
                .put("fillTime", fill.getString("fillTime", ""))
                .put("fillFee", fill.getString("fee", "0"))
                .put("fillFeeCcy", fill.isEmpty() ? "" : "USDT")
                .put("execType", fill.getString("execType", ""))
                .put("code", "0")
                .put("msg", "")
                .put("reqId", "")
                .put("amendResult", "");
    }
}
