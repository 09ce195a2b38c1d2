package io.autotrade.okx.faults;

import io.autotrade.broker.ClientOrderId;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** What the exchange's own state says, read without the adapter. */
final class Venues {

    private Venues() {}

    static Stream<JsonObject> rows(JsonObject state, String list) {
        return state.getJsonArray(list).stream().map(JsonObject.class::cast);
    }

    static BigDecimal number(JsonObject row, String field) {
        return new BigDecimal(row.getString(field));
    }

    /** The last orders, for a person who looks for what went wrong. */
    static String summary(JsonObject state) {
        StringBuilder text = new StringBuilder("at " + state.getValue("ts"));
        for (String list : List.of("orders", "algos")) {
            List<JsonObject> rows = rows(state, list).toList();
            rows.subList(Math.max(0, rows.size() - 5), rows.size()).forEach(row -> {
                text.append("\n  ").append(list);
                for (String field : List.of(
                        "clOrdId",
                        "algoClOrdId",
                        "side",
                        "posSide",
                        "ordType",
                        "sz",
                        "accFillSz",
                        "state",
                        "reduceOnly",
                        "category",
                        "cTime",
                        "uTime")) {
                    text.append(' ').append(row.getString(field, ""));
                }
            });
        }
        return text.toString();
    }

    /** Contracts held, short ones negative. */
    static BigDecimal position(JsonObject state) {
        return rows(state, "positions")
                .map(row -> row.getString("posSide").equals("short")
                        ? number(row, "pos").negate()
                        : number(row, "pos"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static boolean isFlat(JsonObject state) {
        return state.getJsonArray("positions").isEmpty();
    }

    /** Why a position is not covered by live stops; empty when all are. */
    static String unprotected(JsonObject state) {
        BigDecimal held = position(state);
        String exit = held.signum() > 0 ? "sell" : "buy";
        BigDecimal covered = rows(state, "algos")
                .filter(row -> row.getString("state").equals("live"))
                .filter(row -> row.getString("side").equals(exit))
                .filter(row -> !row.getString("slTriggerPx").isEmpty())
                .map(row -> number(row, "sz"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return covered.compareTo(held.abs()) >= 0 ? "" : "position " + held + " has stops over " + covered;
    }

    /** Positions and orders that should be gone; empty when they are. */
    static String leftOvers(JsonObject state) {
        List<String> left = Stream.of(
                        rows(state, "positions").map(row -> "position " + row.getString("pos")),
                        rows(state, "algos")
                                .filter(row -> row.getString("state").equals("live"))
                                .map(row -> "algo " + row.getString("algoClOrdId")),
                        rows(state, "orders").filter(Venues::isOpen).map(row -> "order " + row.getString("clOrdId")))
                .flatMap(lines -> lines)
                .toList();
        return left.isEmpty() ? "" : left.toString();
    }

    static List<ClientOrderId> restingEntries(JsonObject state) {
        return rows(state, "orders")
                .filter(row -> isOpen(row) && !row.getString("clOrdId").isEmpty())
                .map(row -> new ClientOrderId(row.getString("clOrdId")))
                .toList();
    }

    private static boolean isOpen(JsonObject row) {
        return List.of("live", "partially_filled").contains(row.getString("state"));
    }

    /** Fills that are no forced closes. */
    static Stream<JsonObject> fills(JsonObject state) {
        return rows(state, "fills").filter(row -> !row.getString("tradeId").startsWith("-"));
    }
}
