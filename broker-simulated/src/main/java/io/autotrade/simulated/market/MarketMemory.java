package io.autotrade.simulated.market;

import io.autotrade.broker.Symbol;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the store keeps of a market: enough to go on exactly where it was.
 *
 * @param origin number of its first day
 * @param at its time
 * @param anchors by symbol
 * @param checkpointDay number of the day that begins with the checkpoint
 */
record MarketMemory(
        long seed, long origin, Instant at, Map<Symbol, Anchor> anchors, long checkpointDay, Day.Snapshot checkpoint) {

    private static final int VERSION = 1;

    /**
     * Where the price of a symbol is tied to its track.
     *
     * @param startPrice price at which it began
     * @param offset of the track's level
     */
    record Anchor(BigDecimal startPrice, double offset) {}

    MarketMemory {
        anchors = Map.copyOf(anchors);
    }

    String encode() {
        JsonObject ties = new JsonObject();
        new TreeMap<>(anchors)
                .forEach((symbol, anchor) -> ties.put(
                        symbol.value(),
                        new JsonObject()
                                .put("price", anchor.startPrice().toPlainString())
                                .put("offset", anchor.offset())));
        JsonObject own = new JsonObject();
        new TreeMap<>(checkpoint.own())
                .forEach((symbol, state) -> own.put(
                        symbol.value(), wave(state.wave()).add(state.funding()).add(state.interest())));
        return new JsonObject()
                .put("version", VERSION)
                .put("seed", Long.toString(seed))
                .put("origin", origin)
                .put("at", at.toString())
                .put("anchors", ties)
                .put(
                        "checkpoint",
                        new JsonObject()
                                .put("day", checkpointDay)
                                .put("market", wave(checkpoint.market()))
                                .put("own", own))
                .encode();
    }

    static MarketMemory decode(String text) {
        JsonObject json = new JsonObject(text);
        if (json.getInteger("version", 0) != VERSION) {
            throw new IllegalStateException(
                    "stored market has version " + json.getValue("version") + ", this source reads " + VERSION);
        }
        JsonObject ties = json.getJsonObject("anchors");
        Map<Symbol, Anchor> anchors = new TreeMap<>();
        for (String name : ties.fieldNames()) {
            JsonObject tie = ties.getJsonObject(name);
            anchors.put(new Symbol(name), new Anchor(new BigDecimal(tie.getString("price")), tie.getDouble("offset")));
        }
        JsonObject checkpoint = json.getJsonObject("checkpoint");
        JsonObject own = checkpoint.getJsonObject("own");
        Map<Symbol, Day.Own> states = new TreeMap<>();
        for (String name : own.fieldNames()) {
            JsonArray values = own.getJsonArray(name);
            states.put(new Symbol(name), new Day.Own(wave(values), values.getDouble(4), values.getDouble(5)));
        }
        return new MarketMemory(
                Long.parseLong(json.getString("seed")),
                json.getLong("origin"),
                Instant.parse(json.getString("at")),
                anchors,
                checkpoint.getLong("day"),
                new Day.Snapshot(wave(checkpoint.getJsonArray("market")), states));
    }

    private static JsonArray wave(Wave wave) {
        return new JsonArray()
                .add(wave.level())
                .add(wave.slow())
                .add(wave.fast())
                .add(wave.trend());
    }

    private static Wave wave(JsonArray values) {
        return new Wave(values.getDouble(0), values.getDouble(1), values.getDouble(2), values.getInteger(3));
    }
}
