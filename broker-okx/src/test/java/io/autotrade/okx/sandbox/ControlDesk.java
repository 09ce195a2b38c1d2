package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What happens at the exchange without its client: requests under {@code /sandbox/}, which need no key. They are not
 * part of OKX; a test of a whole service drives the exchange with them, and so may a person.
 */
final class ControlDesk {

    private final Exchange exchange;
    private final Faults faults;
    private final SocketDoor sockets;
    private final Player player;

    ControlDesk(Exchange exchange, Faults faults, SocketDoor sockets, Player player) {
        this.exchange = exchange;
        this.faults = faults;
        this.sockets = sockets;
        this.player = player;
    }

    /**
     * Carries out one request.
     *
     * @return what the exchange looks like afterwards
     * @throws Refusal for an unknown path or instrument
     */
    JsonObject handle(String path, JsonObject body) {
        switch (path) {
            case "/sandbox/state" -> {
                // only looks
            }
            case "/sandbox/account" -> {
                return account();
            }
            case "/sandbox/still" -> player.stop();
            case "/sandbox/faults" -> faults(body);
            case "/sandbox/calm" -> calm();
            case "/sandbox/drop" -> sockets.drop();
            case "/sandbox/stall" -> sockets.stalled = body.getBoolean("on", true);
            case "/sandbox/liquidate" -> exchange.force(coin(body), "full_liquidation");
            case "/sandbox/deleverage" -> exchange.force(coin(body), "adl");
            case "/sandbox/fund" -> exchange.fund(coin(body), new BigDecimal(body.getString("rate", "0.0001")));
            case "/sandbox/transfer" -> exchange.transfer(new BigDecimal(body.getString("amount", "0")));
            case "/sandbox/instrument" -> coin(body).state = body.getString("state", "live");
            case "/sandbox/trade" -> trade(body);
            default -> throw new Refusal(404, "50002", "no such endpoint " + path);
        }
        return state();
    }

    private Coin coin(JsonObject body) {
        return exchange.coin(body.getString("instId", ""));
    }

    private void faults(JsonObject body) {
        Set<Fault> kinds = EnumSet.noneOf(Fault.class);
        JsonArray asked = body.getJsonArray("kinds", new JsonArray());
        for (int i = 0; i < asked.size(); i++) {
            kinds.add(Fault.valueOf(asked.getString(i)));
        }
        long seed = body.getLong("seed", 1L);
        faults.atRandom(seed, body.getDouble("share", 0.0), kinds.isEmpty() ? EnumSet.allOf(Fault.class) : kinds);
        sockets.disturb(seed, body.getDouble("lost", 0.0), body.getDouble("doubled", 0.0), body.getDouble("late", 0.0));
    }

    private void calm() {
        faults.none();
        sockets.stalled = false;
        sockets.disturb(0, 0, 0, 0);
    }

    /** Somebody else trades on the account, at the venue's own screen. */
    private void trade(JsonObject body) {
        boolean buy = body.getString("side", "buy").equals("buy");
        exchange.tradeByHand(coin(body), buy, new BigDecimal(body.getString("sz", "1")));
    }

    private JsonObject state() {
        JsonArray orders = new JsonArray();
        exchange.deals.values().forEach(deal -> orders.add(deal.row()));
        JsonArray algos = new JsonArray();
        exchange.triggers.values().forEach(trigger -> algos.add(trigger.row()));
        JsonArray fills = new JsonArray();
        exchange.fills.forEach(fills::add);
        JsonArray bills = new JsonArray();
        exchange.bills.forEach(bills::add);
        return account()
                .put("orders", orders)
                .put("algos", algos)
                .put("fills", fills)
                .put("bills", bills);
    }

    /** What the account holds, and where the markets are in their recording; null for markets that are made up. */
    private JsonObject account() {
        JsonObject contracts = new JsonObject();
        exchange.coins.values().forEach(coin -> contracts.put(coin.instId(), coin.contract.toPlainString()));
        return new JsonObject()
                .put("contracts", contracts)
                .put("ts", exchange.now())
                .put(
                        "recorded",
                        player.moment()
                                .map(moment -> Instant.ofEpochMilli(moment).toString())
                                .orElse(null))
                .put("cash", exchange.cash.toPlainString())
                .put("balance", exchange.balance())
                .put("positions", exchange.positions(Optional.empty(), false));
    }
}
