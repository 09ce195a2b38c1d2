package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks order requests as strictly as OKX does, and passes on what is in order. */
final class Clerk {

    private static final Set<String> TYPES = Set.of("market", "limit", "post_only", "fok", "ioc", "optimal_limit_ioc");

    private final Exchange exchange;

    /** Ends of the timers of cancel-all-after, by tag; milliseconds. */
    private final java.util.Map<String, Long> timers = new java.util.HashMap<>();

    /** Leverage is accepted and not taken over. */
    boolean keepsLeverage;

    Clerk(Exchange exchange) {
        this.exchange = exchange;
    }

    JsonObject place(JsonObject order) {
        Coin coin = exchange.coin(text(order, "instId"));
        trading(coin, text(order, "ordType"));
        require(text(order, "tdMode").equals("cross"), "51000", "Parameter tdMode error");
        boolean buy = side(order);
        String clientId = clientId(order, "clOrdId");
        String tag = text(order, "tag");
        require(tag.matches("[A-Za-z0-9]{0,16}"), "51000", "Parameter tag error");
        require(!order.containsKey("tgtCcy"), "59110", "tgtCcy is not supported");
        String type = text(order, "ordType");
        require(TYPES.contains(type), "51000", "Parameter ordType error");
        String posSide = posSide(order);
        BigDecimal size = size(coin, order, type.equals("market"));
        BigDecimal price = type.equals("market") ? BigDecimal.ZERO : price(coin, order, "px");
        if (price.signum() > 0) {
            boolean outside = buy ? price.compareTo(coin.highestBuy()) > 0 : price.compareTo(coin.lowestSell()) < 0;
            require(!outside, "51006", "Order price is not within the price limit");
        }
        boolean unique = clientId.isEmpty()
                || exchange.deals.values().stream().noneMatch(deal -> deal.isOpen() && deal.clientId.equals(clientId));
        require(unique, "51016", "Duplicated client order ID");
        boolean reduceOnly = Boolean.TRUE.equals(order.getValue("reduceOnly"));
        require(!(reduceOnly && exchange.hedged()), "51000", "Parameter reduceOnly error");
        boolean closes = exchange.hedged() && buy == posSide.equals("short");
        Deal deal = new Deal(
                exchange.id(),
                coin,
                clientId,
                tag,
                buy,
                posSide,
                type,
                size,
                price,
                reduceOnly || closes,
                exchange.now());
        if (deal.reduceOnly) {
            BigDecimal reducible = exchange.reducible(deal);
            require(reducible.signum() > 0, "51169", "You don't have any positions in this direction to reduce");
            require(size.compareTo(reducible) <= 0, "51112", "Close order size exceeds your available size");
        } else {
            BigDecimal at = price.signum() > 0 ? price : coin.ask();
            boolean opening = exchange.reducible(deal).compareTo(size) < 0;
            BigDecimal needed = Exchange.margin(coin, size, at)
                    .add(size.multiply(coin.contract).multiply(at).multiply(Exchange.TAKER));
            require(!opening || needed.compareTo(exchange.available()) <= 0, "51008", "Insufficient USDT margin");
        }
        JsonArray attachments = order.getJsonArray("attachAlgoOrds", new JsonArray());
        if (!attachments.isEmpty()) {
            require(!deal.reduceOnly, "51100", "TP/SL is not allowed on reduce-only orders");
            JsonObject attached = attachments.getJsonObject(0);
            clientId(attached, "attachAlgoClOrdId");
            checkTriggers(coin, attached, !buy, price);
            deal.attached = attached;
        }
        exchange.enter(deal);
        return ok().put("ordId", Long.toString(deal.id))
                .put("clOrdId", clientId)
                .put("tag", tag);
    }

    private static void trading(Coin coin, String type) {
        boolean allowed = coin.state.equals("live") || coin.state.equals("post_only") && type.equals("post_only");
        require(allowed, "51022", "Contract suspended");
    }

    private BigDecimal size(Coin coin, JsonObject order, boolean market) {
        BigDecimal size = number(order, "sz");
        require(size.signum() > 0, "51000", "Parameter sz error");
        require(size.compareTo(coin.lot) >= 0, "51020", "Order size is below the minimum");
        require(size.remainder(coin.lot).signum() == 0, "51121", "Order size must be a multiple of the lot size");
        require(!market || size.compareTo(coin.maxMarket) <= 0, "51202", "Market order size exceeds the maximum");
        return size;
    }

    private static BigDecimal price(Coin coin, JsonObject order, String field) {
        BigDecimal price = number(order, field);
        require(price.signum() > 0, "51000", "Parameter " + field + " error");
        require(price.remainder(coin.tick).signum() == 0, "51000", "Parameter " + field + " error: not on the tick");
        return price;
    }

    private void checkTriggers(Coin coin, JsonObject prices, boolean exitBuys, BigDecimal limit) {
        require(
                prices.containsKey("slTriggerPx") || prices.containsKey("tpTriggerPx"),
                "51000",
                "Parameter tpTriggerPx or slTriggerPx error");
        BigDecimal reference = limit.signum() > 0 ? limit : coin.mark;
        int sign = exitBuys ? -1 : 1;
        if (prices.containsKey("slTriggerPx")) {
            BigDecimal stop = price(coin, prices, "slTriggerPx");
            require(prices.getString("slOrdPx", "").equals("-1"), "51000", "Parameter slOrdPx error");
            require(stop.subtract(reference).signum() * sign < 0, "51302", "SL trigger price is on the wrong side");
        }
        if (prices.containsKey("tpTriggerPx")) {
            BigDecimal target = price(coin, prices, "tpTriggerPx");
            require(prices.getString("tpOrdPx", "").equals("-1"), "51000", "Parameter tpOrdPx error");
            require(target.subtract(reference).signum() * sign > 0, "51300", "TP trigger price is on the wrong side");
        }
    }

    JsonObject cancel(JsonObject request) {
        Deal deal = find(request);
        require(
                deal != null && deal.isOpen(),
                "51400",
                "Cancellation failed as the order has been filled, canceled or does not exist");
        exchange.cancel(java.util.Objects.requireNonNull(deal), "1");
        return ok().put("ordId", Long.toString(deal.id)).put("clOrdId", deal.clientId);
    }

    JsonObject amend(JsonObject request) {
        Deal deal = find(request);
        require(
                deal != null && deal.isOpen(),
                "51503",
                "Order modification failed as the order does not exist or is done");
        Deal found = java.util.Objects.requireNonNull(deal);
        if (request.containsKey("newSz")) {
            BigDecimal size = number(request, "newSz");
            require(size.remainder(found.coin.lot).signum() == 0, "51121", "Not a multiple of the lot size");
            found.size = size.max(found.filled);
        }
        if (request.containsKey("newPx")) {
            found.price = price(found.coin, request, "newPx");
        }
        found.updated = exchange.now();
        if (found.left().signum() == 0) {
            found.state = "filled";
        }
        exchange.push(found, new JsonObject());
        exchange.price(found.coin, found.coin.price, found.coin.offered);
        return ok().put("ordId", Long.toString(found.id))
                .put("clOrdId", found.clientId)
                .put("reqId", "");
    }

    /** By order id or client order id; of several with the same client order id the latest. */
    @Nullable
    Deal find(JsonObject request) {
        String id = text(request, "ordId");
        String clientId = text(request, "clOrdId");
        require(!id.isEmpty() || !clientId.isEmpty(), "51003", "Either ordId or clOrdId is required");
        return exchange.deals.values().stream()
                .filter(deal -> id.isEmpty()
                        ? deal.clientId.equals(clientId)
                        : Long.toString(deal.id).equals(id))
                .filter(deal -> deal.coin.instId().equals(text(request, "instId")))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    JsonObject placeAlgo(JsonObject request) {
        Coin coin = exchange.coin(text(request, "instId"));
        String clientId = clientId(request, "algoClOrdId");
        boolean unique = clientId.isEmpty()
                || exchange.triggers.values().stream().noneMatch(trigger -> trigger.clientId.equals(clientId));
        require(unique, "51065", "algoClOrdId already exists");
        boolean buy = side(request);
        String posSide = posSide(request);
        boolean both = request.containsKey("slTriggerPx") && request.containsKey("tpTriggerPx");
        String type = text(request, "ordType");
        require(type.equals(both ? "oco" : "conditional"), "51000", "Parameter ordType error");
        boolean tied = Boolean.TRUE.equals(request.getValue("cxlOnClosePos"));
        boolean reduceOnly = Boolean.TRUE.equals(request.getValue("reduceOnly"));
        require(!tied || reduceOnly, "51000", "cxlOnClosePos needs reduceOnly");
        checkTriggers(coin, request, buy, BigDecimal.ZERO);
        BigDecimal size = size(coin, request, false);
        Trigger trigger = new Trigger(
                exchange.id(), coin, clientId, buy, posSide, size, request, reduceOnly, tied, exchange.now());
        exchange.add(trigger);
        return ok().put("algoId", Long.toString(trigger.id)).put("algoClOrdId", clientId);
    }

    JsonObject cancelAlgo(JsonObject request) {
        Trigger trigger = trigger(request);
        require(trigger != null, "51603", "Order does not exist");
        Trigger found = java.util.Objects.requireNonNull(trigger);
        require(found.isLive(), "51400", "The order has been triggered, canceled or does not exist");
        exchange.cancel(found);
        return ok().put("algoId", Long.toString(found.id)).put("algoClOrdId", found.clientId);
    }

    JsonObject amendAlgo(JsonObject request) {
        Trigger trigger = trigger(request);
        require(
                trigger != null && trigger.isLive(),
                "51503",
                "The order has been triggered, canceled or does not exist");
        Trigger old = java.util.Objects.requireNonNull(trigger);
        Trigger changed = old.resized(number(request, "newSz"), exchange.now());
        exchange.triggers.put(old.id, changed);
        exchange.push(changed);
        return ok().put("algoId", Long.toString(old.id)).put("algoClOrdId", old.clientId);
    }

    @Nullable
    Trigger trigger(JsonObject request) {
        String id = text(request, "algoId");
        String clientId = text(request, "algoClOrdId");
        return exchange.triggers.values().stream()
                .filter(trigger -> id.isEmpty()
                        ? trigger.clientId.equals(clientId)
                        : Long.toString(trigger.id).equals(id))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    JsonObject leverage(JsonObject request) {
        Coin coin = exchange.coin(text(request, "instId"));
        require(text(request, "mgnMode").equals("cross"), "51000", "Parameter mgnMode error");
        require(!request.containsKey("posSide"), "51000", "Parameter posSide error");
        BigDecimal leverage = number(request, "lever");
        require(leverage.compareTo(new BigDecimal("100")) <= 0, "59102", "Leverage exceeds the maximum");
        if (!keepsLeverage) {
            coin.leverage = leverage;
        }
        return new JsonObject()
                .put("instId", coin.instId())
                .put("lever", leverage.toPlainString())
                .put("mgnMode", "cross")
                .put("posSide", "");
    }

    JsonObject cancelAllAfter(JsonObject request) {
        long seconds = number(request, "timeOut").longValueExact();
        require(seconds == 0 || seconds >= 10 && seconds <= 120, "51000", "Parameter timeOut error");
        String tag = text(request, "tag");
        long end = exchange.now() + seconds * 1000;
        if (seconds == 0) {
            timers.remove(tag);
        } else {
            timers.put(tag, end);
        }
        return new JsonObject()
                .put("triggerTime", seconds == 0 ? "0" : Long.toString(end))
                .put("tag", tag)
                .put("ts", Long.toString(exchange.now() / 1000));
    }

    /** Lets the timers of cancel-all-after run out that have. */
    void tick(long now) {
        for (String tag : List.copyOf(timers.keySet())) {
            if (timers.getOrDefault(tag, Long.MAX_VALUE) <= now) {
                timers.remove(tag);
                for (Deal deal : List.copyOf(exchange.deals.values())) {
                    if (deal.isOpen() && (tag.isEmpty() || deal.tag.equals(tag))) {
                        exchange.cancel(deal, "20");
                    }
                }
            }
        }
    }

    /** Lets time pass for the timers alone. */
    void elapse(long millis) {
        timers.replaceAll((tag, end) -> end - millis);
        tick(exchange.now());
    }

    private String posSide(JsonObject request) {
        String posSide = text(request, "posSide");
        boolean valid = exchange.hedged()
                ? posSide.equals("long") || posSide.equals("short")
                : posSide.isEmpty() || posSide.equals("net");
        require(valid, "51000", "Parameter posSide error");
        return exchange.side(posSide);
    }

    private static boolean side(JsonObject request) {
        String side = text(request, "side");
        require(side.equals("buy") || side.equals("sell"), "51000", "Parameter side error");
        return side.equals("buy");
    }

    private static String clientId(JsonObject request, String field) {
        String id = text(request, field);
        require(id.matches("[A-Za-z0-9]{0,32}"), "51000", "Parameter " + field + " error");
        return id;
    }

    private static BigDecimal number(JsonObject request, String field) {
        // OKX documents texts and takes JSON numbers too; other clients rely on that.
        Object value = request.getValue(field);
        require(
                value instanceof Number || value instanceof String text && text.matches("-?[0-9]+(\\.[0-9]+)?"),
                "51000",
                "Parameter " + field + " error");
        return new BigDecimal(String.valueOf(value));
    }

    static String text(JsonObject request, String field) {
        Object value = request.getValue(field);
        return value instanceof String text ? text : "";
    }

    static void require(boolean condition, String code, String message) {
        if (!condition) {
            throw new Refusal(code, message);
        }
    }

    private JsonObject ok() {
        return new JsonObject()
                .put("sCode", "0")
                .put("sMsg", "")
                .put("subCode", "")
                .put("ts", Long.toString(exchange.now()));
    }
}
