package com.example.beacon;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Candle;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Turns what the server says into the values of the specification. The server writes decimals as text, so no digit is
 * lost. What cannot be read is a fault, never a guess.
 */
final class Reading {

    /** One line of the stream: a trade and the best prices after it. */
    record Told(Trade trade, Ticker ticker) {}

    private Reading() {}

    static List<Instrument> instruments(Buffer answer) {
        return rows(answer, row -> new Instrument(
                new Symbol(row.getString("symbol")),
                row.getString("base"),
                row.getString("quote"),
                row.getString("quote"),
                decimal(row, "quantity_step"),
                decimal(row, "quantity_step"),
                null,
                null,
                decimal(row, "price_step"),
                BigDecimal.ZERO,
                decimal(row, "max_leverage"),
                null,
                null,
                Instrument.State.LIVE));
    }

    static List<Candle> candles(Buffer answer, Symbol symbol, Duration timeframe) {
        return rows(answer, row -> new Candle(
                symbol,
                timeframe,
                Instant.parse(row.getString("opens_at")),
                decimal(row, "open"),
                decimal(row, "high"),
                decimal(row, "low"),
                decimal(row, "close"),
                decimal(row, "volume")));
    }

    static Ticker ticker(Buffer answer, Symbol symbol) {
        return reading(() -> ticker(answer.toJsonObject(), symbol));
    }

    static Told told(String line) {
        return reading(() -> {
            JsonObject row = new JsonObject(line);
            Symbol symbol = new Symbol(row.getString("symbol"));
            Trade trade = new Trade(
                    row.getString("trade_id"),
                    symbol,
                    decimal(row, "last"),
                    decimal(row, "quantity"),
                    Side.valueOf(row.getString("taker_side")),
                    Instant.parse(row.getString("at")));
            return new Told(trade, ticker(row, symbol));
        });
    }

    private static Ticker ticker(JsonObject row, Symbol symbol) {
        BigDecimal last = decimal(row, "last");
        Instant at = Instant.parse(row.getString("at"));
        return new Ticker(symbol, decimal(row, "bid"), decimal(row, "ask"), last, last, null, null, null, null, at);
    }

    private static BigDecimal decimal(JsonObject row, String key) {
        return new BigDecimal(row.getString(key));
    }

    private static <T> List<T> rows(Buffer answer, Function<JsonObject, T> row) {
        return reading(() -> {
            JsonArray rows = answer.toJsonArray();
            return rows.stream().map(each -> row.apply((JsonObject) each)).toList();
        });
    }

    private static <T> T reading(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw new BrokerException(new BrokerFault.Malformed("the server cannot be understood: " + e.getMessage()), e);
        }
    }
}
