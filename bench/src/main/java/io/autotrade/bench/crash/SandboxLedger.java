package io.autotrade.bench.crash;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the journal says, held against the state of the OKX sandbox.
 *
 * @param fills ids of all fills of the journal
 * @param forced ids of the bookings with which the venue closed something by itself
 * @param intents client order ids of all intents
 * @param positions base quantity by symbol, long positive
 * @param cash of the books
 */
record SandboxLedger(
        Set<String> fills,
        Set<String> forced,
        Set<String> intents,
        Map<String, BigDecimal> positions,
        BigDecimal cash) {

    /** With which trade ids of liquidations and deleveraging begin. */
    private static final String FORCED = "-";

    void compare(JsonObject venue, List<String> problems) {
        Set<String> told = new TreeSet<>();
        Set<String> forcedThere = new TreeSet<>();
        for (JsonObject fill : rows(venue, "fills")) {
            if (fill.getString("tradeId").startsWith(FORCED)) {
                forcedThere.add(fill.getString("billId"));
            } else {
                told.add(fill.getString("instId") + ":" + fill.getString("tradeId") + ":" + fill.getString("ordId"));
            }
        }
        minus(forcedThere, forced).forEach(id -> problems.add("forced close " + id + " is lost"));
        minus(forced, forcedThere).forEach(id -> problems.add("the venue knows no forced close " + id));
        minus(told, fills).forEach(id -> problems.add("fill " + id + " is lost"));
        minus(fills, told).forEach(id -> problems.add("the venue knows no fill " + id));
        Set<String> seen = new HashSet<>();
        for (JsonObject order : rows(venue, "orders")) {
            String id = order.getString("clOrdId", "");
            if (id.isEmpty()) {
                continue; // a stop or target that was triggered
            }
            if (!intents.contains(id)) {
                problems.add("the venue had order " + id + ", which was never intended");
            }
            if (!seen.add(id)) {
                problems.add("the venue had order " + id + " twice");
            }
        }
        Set<String> held = new TreeSet<>();
        for (JsonObject position : rows(venue, "positions")) {
            if (new BigDecimal(position.getString("pos", "0")).signum() != 0) {
                held.add(position.getString("instId"));
            }
        }
        Set<String> booked = new TreeSet<>();
        positions.forEach((symbol, quantity) -> {
            if (quantity.signum() != 0) {
                booked.add(symbol);
            }
        });
        if (!held.equals(booked)) {
            problems.add("the venue holds " + held + ", the journal says " + booked);
        }
        if (new BigDecimal(venue.getString("cash")).compareTo(cash) != 0) {
            problems.add("the venue has cash " + venue.getString("cash") + ", the books " + cash.toPlainString());
        }
    }

    private static Set<String> minus(Set<String> all, Set<String> without) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(without);
        return left;
    }

    private static List<JsonObject> rows(JsonObject venue, String key) {
        return venue.getJsonArray(key, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
