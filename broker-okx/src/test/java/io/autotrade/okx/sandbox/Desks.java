package io.autotrade.okx.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The private endpoints: what each answers. */
final class Desks {

    private static final int LARGEST_PAGE = 100;

    private final Exchange exchange;
    private final Clerk clerk;
    private final Gate gate;

    /** Oldest rows of these lists have moved to the archive; the number that has. */
    int archivedFills;

    Desks(Exchange exchange, Clerk clerk, Gate gate) {
        this.exchange = exchange;
        this.clerk = clerk;
        this.gate = gate;
    }

    private int latest;
    private long lateSeed;

    void lateRows(int millis, long seed) {
        latest = millis;
        lateSeed = seed;
    }

    /** Whether a row is in the lists by now; one in three comes late, so that a newer one may be there before it. */
    private boolean isListed(JsonObject row) {
        long dice = Math.floorMod((Long.parseLong(row.getString("billId")) ^ lateSeed) * 0x9E3779B97F4A7C15L, 1_000L);
        return latest == 0
                || dice >= 333
                || Long.parseLong(row.getString("ts")) + latest * dice / 333 <= exchange.now();
    }

    /** The data of a read. */
    JsonArray read(String path, MultiMap query) {
        return switch (path) {
            case "/api/v5/account/config" -> one(config());
            case "/api/v5/account/balance" -> one(exchange.balance());
            case "/api/v5/account/positions" -> exchange.positions(Optional.ofNullable(query.get("instId")), false);
            case "/api/v5/account/leverage-info" ->
                one(new JsonObject()
                        .put("instId", query.get("instId"))
                        .put("mgnMode", "cross")
                        .put("posSide", "net")
                        .put(
                                "lever",
                                exchange.coin(query.get("instId")).leverage.toPlainString()));
            case "/api/v5/account/bills" -> page(exchange.bills, "billId", query, this::isListed);
            case "/api/v5/account/bills-archive" -> page(exchange.bills, "billId", query, this::isListed);
            case "/api/v5/trade/order" -> order(query);
            case "/api/v5/trade/orders-pending" -> page(deals(Deal::isOpen), "ordId", query, of(query));
            case "/api/v5/trade/orders-history", "/api/v5/trade/orders-history-archive" ->
                page(deals(deal -> !deal.isOpen()), "ordId", query, of(query));
            case "/api/v5/trade/fills" ->
                page(
                        exchange.fills.subList(archivedFills, exchange.fills.size()),
                        "billId",
                        query,
                        of(query).and(this::isListed));
            case "/api/v5/trade/fills-history" ->
                page(exchange.fills, "billId", query, of(query).and(this::isListed));
            case "/api/v5/trade/order-algo" -> algo(query);
            case "/api/v5/trade/orders-algo-pending" -> pendingAlgos(query);
            default -> throw new Refusal(404, "50002", "no such endpoint " + path);
        };
    }

    /** The data of a write with one item. */
    JsonObject write(String path, JsonObject body) {
        return switch (path) {
            case "/api/v5/trade/order", "/api/v5/trade/batch-orders" -> clerk.place(body);
            case "/api/v5/trade/cancel-order", "/api/v5/trade/cancel-batch-orders" -> clerk.cancel(body);
            case "/api/v5/trade/amend-order", "/api/v5/trade/amend-batch-orders" -> clerk.amend(body);
            case "/api/v5/trade/order-algo" -> clerk.placeAlgo(body);
            case "/api/v5/trade/cancel-algos" -> clerk.cancelAlgo(body);
            case "/api/v5/trade/amend-algos" -> clerk.amendAlgo(body);
            case "/api/v5/account/set-leverage" -> clerk.leverage(body);
            case "/api/v5/trade/cancel-all-after" -> clerk.cancelAllAfter(body);
            default -> throw new Refusal(404, "50002", "no such endpoint " + path);
        };
    }

    private JsonObject config() {
        return new JsonObject()
                .put("uid", "412345678901234567")
                .put("acctLv", exchange.accountLevel)
                .put("posMode", exchange.posMode)
                .put("perm", gate.permissions)
                .put("autoLoan", false)
                .put("label", "sandbox");
    }

    private JsonArray order(MultiMap query) {
        JsonObject request = new JsonObject();
        query.forEach(request::put);
        Deal deal = clerk.find(request);
        Clerk.require(deal != null, "51603", "Order does not exist");
        return one(java.util.Objects.requireNonNull(deal).row());
    }

    private JsonArray algo(MultiMap query) {
        JsonObject request = new JsonObject();
        query.forEach(request::put);
        Trigger trigger = clerk.trigger(request);
        Clerk.require(trigger != null, "51603", "Order does not exist");
        return one(java.util.Objects.requireNonNull(trigger).row());
    }

    private JsonArray pendingAlgos(MultiMap query) {
        String type = query.get("ordType");
        Clerk.require(type != null && !type.isEmpty(), "51000", "Parameter ordType error");
        List<JsonObject> rows = exchange.triggers.values().stream()
                .filter(trigger -> trigger.isLive() && trigger.type.equals(type))
                .map(Trigger::row)
                .toList();
        return page(rows, "algoId", query, of(query));
    }

    private List<JsonObject> deals(Predicate<Deal> wanted) {
        return exchange.deals.values().stream().filter(wanted).map(Deal::row).toList();
    }

    private static Predicate<JsonObject> of(MultiMap query) {
        String instId = query.get("instId");
        String state = query.get("state");
        return row -> (instId == null || instId.equals(row.getString("instId")))
                && (state == null || state.isEmpty() || state.equals(row.getString("state")));
    }

    /** Newest first; {@code after} gives older rows, {@code before} newer ones but the newest page of them. */
    private static JsonArray page(
            List<JsonObject> oldestFirst, String id, MultiMap query, Predicate<JsonObject> wanted) {
        Function<JsonObject, BigDecimal> key = row -> new BigDecimal(row.getString(id));
        int limit = Math.min(
                LARGEST_PAGE,
                Integer.parseInt(Optional.ofNullable(query.get("limit")).orElse("100")));
        Optional<BigDecimal> after = Optional.ofNullable(query.get("after")).map(BigDecimal::new);
        Optional<BigDecimal> before = Optional.ofNullable(query.get("before")).map(BigDecimal::new);
        List<JsonObject> rows = new ArrayList<>(oldestFirst);
        rows.sort((a, b) -> key.apply(b).compareTo(key.apply(a)));
        JsonArray page = new JsonArray();
        for (JsonObject row : rows) {
            boolean older = after.isEmpty() || key.apply(row).compareTo(after.get()) < 0;
            boolean newer = before.isEmpty() || key.apply(row).compareTo(before.get()) > 0;
            if (older && newer && wanted.test(row) && page.size() < limit) {
                page.add(row);
            }
        }
        return page;
    }

    static JsonArray one(JsonObject row) {
        return new JsonArray().add(row);
    }
}
