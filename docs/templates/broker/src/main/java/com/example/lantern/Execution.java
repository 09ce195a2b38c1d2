package com.example.lantern;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What happened once: a fill, and the protection that came with it. The account is the sum of its executions, so they
 * are all that is stored.
 *
 * @param protection null when the order brought none
 */
record Execution(Fill fill, Protection protection) {

    /** Executions are stored under this and their number. */
    static final String KEY = "execution.";

    static String key(int number) {
        return KEY + "%09d".formatted(number);
    }

    String text() {
        JsonObject json = new JsonObject()
                .put("id", fill.fillId())
                .put("order", fill.clientOrderId().value())
                .put("symbol", fill.symbol().value())
                .put("side", fill.side().name())
                .put("quantity", fill.quantity().toPlainString())
                .put("price", fill.price().toPlainString())
                .put("fee", fill.fee().toPlainString())
                .put("currency", fill.feeCurrency())
                .put("origin", fill.origin().name())
                .put("at", fill.at().toString());
        if (protection != null) {
            json.put("protection", protection.id().value())
                    .put("stop", plain(protection.stopPrice()))
                    .put("target", plain(protection.targetPrice()));
        }
        return json.encode();
    }

    static Execution parse(String text) {
        JsonObject json = new JsonObject(text);
        Fill fill = new Fill(
                json.getString("id"),
                new ClientOrderId(json.getString("order")),
                json.getString("id"),
                new Symbol(json.getString("symbol")),
                Side.valueOf(json.getString("side")),
                new BigDecimal(json.getString("quantity")),
                new BigDecimal(json.getString("price")),
                new BigDecimal(json.getString("fee")),
                json.getString("currency"),
                Liquidity.TAKER,
                OrderOrigin.valueOf(json.getString("origin")),
                Instant.parse(json.getString("at")));
        Protection protection = json.containsKey("protection")
                ? new Protection(
                        new ClientOrderId(json.getString("protection")), number(json, "stop"), number(json, "target"))
                : null;
        return new Execution(fill, protection);
    }

    private static String plain(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static BigDecimal number(JsonObject json, String key) {
        String text = json.getString(key);
        return text == null ? null : new BigDecimal(text);
    }
}
