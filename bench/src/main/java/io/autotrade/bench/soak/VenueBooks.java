package io.autotrade.bench.soak;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The portfolio as HTTP shows it beside the account at the venue: to 1e-8, amount by amount. */
final class VenueBooks {

    private static final BigDecimal TOLERANCE = new BigDecimal("0.00000001");
    private static final String FUNDING = "8";

    private VenueBooks() {}

    /**
     * @param portfolio of the service
     * @param venue state of the sandbox
     * @return one sentence per difference
     */
    static List<String> differences(JsonObject portfolio, JsonObject venue) {
        List<String> found = new ArrayList<>();
        JsonObject balance =
                venue.getJsonObject("balance").getJsonArray("details").getJsonObject(0);
        compare(found, "cash", exact(portfolio, "cash"), new BigDecimal(venue.getString("cash")));
        compare(found, "equity", exact(portfolio, "equity"), new BigDecimal(balance.getString("eq")));
        compare(found, "unrealised", exact(portfolio, "unrealizedPnl"), new BigDecimal(balance.getString("upl")));
        List<JsonObject> fills = rows(venue.getJsonArray("fills"));
        compare(
                found,
                "fees",
                exact(portfolio, "fees"),
                sum(fills, row -> row.getString("fee")).negate());
        compare(found, "realised", exact(portfolio, "realizedPnl"), sum(fills, row -> row.getString("fillPnl")));
        List<JsonObject> charged = rows(venue.getJsonArray("bills")).stream()
                .filter(bill -> bill.getString("type").equals(FUNDING))
                .toList();
        compare(found, "funding", exact(portfolio, "funding"), sum(charged, row -> row.getString("balChg")));
        positions(found, portfolio.getJsonArray("positions"), venue);
        return found;
    }

    private static void positions(List<String> found, JsonArray booked, JsonObject venue) {
        Map<String, BigDecimal> bookedQuantities = new TreeMap<>();
        Map<String, BigDecimal> bookedPrices = new TreeMap<>();
        rows(booked).forEach(row -> {
            BigDecimal quantity = exact(row, "quantity").abs();
            boolean isLong = row.getString("side").equalsIgnoreCase("long");
            bookedQuantities.put(row.getString("symbol"), isLong ? quantity : quantity.negate());
            bookedPrices.put(row.getString("symbol"), exact(row, "entryPrice"));
        });
        Map<String, BigDecimal> quantities = new TreeMap<>();
        Map<String, BigDecimal> prices = new TreeMap<>();
        JsonObject contracts = venue.getJsonObject("contracts");
        rows(venue.getJsonArray("positions")).forEach(row -> {
            String symbol = row.getString("instId");
            BigDecimal contract = new BigDecimal(contracts.getString(symbol));
            quantities.put(symbol, new BigDecimal(row.getString("pos")).multiply(contract));
            prices.put(symbol, new BigDecimal(row.getString("avgPx")));
        });
        TreeSet<String> symbols = new TreeSet<>(bookedQuantities.keySet());
        symbols.addAll(quantities.keySet());
        for (String symbol : symbols) {
            compare(found, "quantity of " + symbol, of(bookedQuantities, symbol), of(quantities, symbol));
            compare(found, "entry price of " + symbol, of(bookedPrices, symbol), of(prices, symbol));
        }
    }

    private static BigDecimal of(Map<String, BigDecimal> amounts, String symbol) {
        return amounts.getOrDefault(symbol, BigDecimal.ZERO);
    }

    private static void compare(List<String> found, String what, BigDecimal here, BigDecimal there) {
        if (here.subtract(there).abs().compareTo(TOLERANCE) > 0) {
            found.add(
                    what + " is " + here.toPlainString() + " in the books, " + there.toPlainString() + " at the venue");
        }
    }

    private static BigDecimal sum(List<JsonObject> rows, Function<JsonObject, String> amount) {
        return rows.stream()
                .map(amount)
                .filter(text -> !text.isEmpty())
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal exact(JsonObject object, String name) {
        return new BigDecimal(object.getString(name + "Exact"));
    }

    static List<JsonObject> rows(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
