package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A conditional or one-cancels-other order of the sandbox. */
final class Trigger {

    final long id;
    final Coin coin;
    final String clientId;
    final String type;
    final boolean buy;
    final String posSide;
    final BigDecimal size;
    final @Nullable BigDecimal stop;
    final @Nullable BigDecimal target;
    final boolean reduceOnly;
    final boolean tied;
    final long created;
    String state = "live";
    String actualSide = "";
    String childId = "";
    String failCode = "";
    long updated;

    Trigger(
            long id,
            Coin coin,
            String clientId,
            boolean buy,
            String posSide,
            BigDecimal size,
            JsonObject prices,
            boolean reduceOnly,
            boolean tied,
            long now) {
        this.id = id;
        this.coin = coin;
        this.clientId = clientId;
        this.buy = buy;
        this.posSide = posSide;
        this.size = size;
        stop = price(prices, "slTriggerPx");
        target = price(prices, "tpTriggerPx");
        type = stop != null && target != null ? "oco" : "conditional";
        this.reduceOnly = reduceOnly;
        this.tied = tied;
        created = now;
        updated = now;
    }

    /** The same order with another size. */
    Trigger resized(BigDecimal newSize, long now) {
        JsonObject prices = new JsonObject();
        if (stop != null) {
            prices.put("slTriggerPx", stop.toPlainString());
        }
        if (target != null) {
            prices.put("tpTriggerPx", target.toPlainString());
        }
        Trigger changed = new Trigger(id, coin, clientId, buy, posSide, newSize, prices, reduceOnly, tied, created);
        changed.updated = now;
        return changed;
    }

    private static @Nullable BigDecimal price(JsonObject prices, String field) {
        String text = prices.getString(field, "");
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    boolean isLive() {
        return state.equals("live");
    }

    /** {@code sl} or {@code tp} when the mark price has reached a trigger, else empty. */
    String reached(BigDecimal mark) {
        int sign = buy ? -1 : 1;
        if (stop != null && mark.subtract(stop).signum() * sign <= 0) {
            return "sl";
        }
        return target != null && mark.subtract(target).signum() * sign >= 0 ? "tp" : "";
    }

    JsonObject row() {
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", coin.instId())
                .put("algoId", Long.toString(id))
                .put("algoClOrdId", clientId)
                .put("clOrdId", "")
                .put("ordId", childId)
                .put("ordIdList", childId.isEmpty() ? new JsonArray() : new JsonArray().add(childId))
                .put("ordType", type)
                .put("side", buy ? "buy" : "sell")
                .put("posSide", posSide)
                .put("tdMode", "cross")
                .put("sz", size.toPlainString())
                .put("closeFraction", "")
                .put("state", state)
                .put("slTriggerPx", stop == null ? "" : stop.toPlainString())
                .put("slOrdPx", stop == null ? "" : "-1")
                .put("tpTriggerPx", target == null ? "" : target.toPlainString())
                .put("tpOrdPx", target == null ? "" : "-1")
                .put("triggerPx", "")
                .put("actualSide", actualSide)
                .put("failCode", failCode)
                .put("reduceOnly", Boolean.toString(reduceOnly))
                .put("cTime", Long.toString(created))
                .put("uTime", Long.toString(updated));
    }
}
