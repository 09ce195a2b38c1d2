package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Matching, positions and money of the sandbox's one account. To be used on one thread. */
final class Exchange {

    static final BigDecimal TAKER = new BigDecimal("0.0005");
    static final BigDecimal MAKER = new BigDecimal("0.0002");
    private static final BigDecimal LIQUIDATION_FEE = new BigDecimal("0.0005");

    final Map<String, Coin> coins = new TreeMap<>();
    final Map<Long, Deal> deals = new LinkedHashMap<>();
    final Map<Long, Trigger> triggers = new LinkedHashMap<>();
    final Map<String, Holding> holdings = new TreeMap<>();
    final List<JsonObject> fills = new ArrayList<>();
    final List<JsonObject> bills = new ArrayList<>();
    final LongSupplier clock;
    BigDecimal cash = new BigDecimal("10000");
    String posMode = "net_mode";
    String accountLevel = "2";

    /** Channel and rows of what happened, in the order in which it did. */
    BiConsumer<String, JsonArray> pushes = (channel, rows) -> {};

    /** Told of what went wrong. */
    Consumer<Trouble> troubles = trouble -> {};

    /** Whether an attached stop or target does not come to life although its parent was filled. */
    BooleanSupplier attachmentFails = () -> false;

    private long nextId = 3_051_000_000_000_000_000L;
    private long nextTrade = 1_412_000_000L;

    Exchange(LongSupplier clock) {
        this.clock = clock;
        for (Coin coin : List.of(
                new Coin("BTC", "0.01", "0.01", "0.1", "50000"),
                new Coin("ETH", "0.1", "0.01", "0.01", "3000"),
                new Coin("SOL", "1", "0.01", "0.01", "150"),
                new Coin("XRP", "100", "0.01", "0.0001", "2.2"),
                new Coin("DOGE", "1000", "0.01", "0.00001", "0.17"),
                new Coin("BNB", "0.01", "1", "0.1", "600"))) {
            coins.put(coin.instId(), coin);
        }
    }

    long now() {
        return clock.getAsLong();
    }

    long id() {
        return ++nextId;
    }

    boolean hedged() {
        return posMode.equals("long_short_mode");
    }

    Coin coin(String instId) {
        Coin coin = coins.get(instId);
        if (coin == null) {
            throw new Refusal("51001", "Instrument ID does not exist");
        }
        return coin;
    }

    Holding holding(Coin coin, String posSide) {
        return holdings.computeIfAbsent(coin.instId() + '/' + posSide, key -> new Holding(coin, posSide, id()));
    }

    /** The side of the book an order of this kind belongs to in the positions. */
    String side(String asked) {
        return hedged() ? asked : "net";
    }

    BigDecimal equity() {
        return cash.add(holdings.values().stream().map(Holding::unrealized).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    BigDecimal initialMargin() {
        return holdings.values().stream().map(Holding::initialMargin).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal maintenanceMargin() {
        return holdings.values().stream().map(Holding::maintenanceMargin).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Reserved for resting orders that could open a position. */
    BigDecimal frozen() {
        return deals.values().stream()
                .filter(deal -> deal.isOpen() && !deal.reduceOnly)
                .map(deal -> margin(deal.coin, deal.left(), deal.hasPrice() ? deal.price : deal.coin.price))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal margin(Coin coin, BigDecimal contracts, BigDecimal price) {
        return contracts.multiply(coin.contract).multiply(price).divide(coin.leverage, java.math.MathContext.DECIMAL64);
    }

    BigDecimal available() {
        return equity().subtract(initialMargin()).subtract(frozen()).max(BigDecimal.ZERO);
    }

    // Orders

    /** Enters an order that was checked; what it does at once has happened when this returns. */
    void enter(Deal deal) {
        deals.put(deal.id, deal);
        push(deal, new JsonObject());
        boolean crosses = deal.type.equals("market") || crosses(deal);
        if (deal.type.equals("post_only") && crosses) {
            cancel(deal, "31");
            return;
        }
        BigDecimal offered = deal.buy ? deal.coin.askLeft : deal.coin.bidLeft;
        if (deal.type.equals("fok") && (!crosses || offered.compareTo(deal.left()) < 0)) {
            cancel(deal, "13");
            return;
        }
        if (crosses) {
            take(deal);
        }
        if (deal.type.equals("ioc") && deal.isOpen()) {
            cancel(deal, "14");
        }
    }

    private static boolean crosses(Deal deal) {
        return deal.buy ? deal.price.compareTo(deal.coin.ask()) >= 0 : deal.price.compareTo(deal.coin.bid()) <= 0;
    }

    private void take(Deal deal) {
        BigDecimal offered = deal.buy ? deal.coin.askLeft : deal.coin.bidLeft;
        BigDecimal size = deal.left().min(offered);
        if (size.signum() == 0) {
            return;
        }
        if (deal.buy) {
            deal.coin.askLeft = deal.coin.askLeft.subtract(size);
        } else {
            deal.coin.bidLeft = deal.coin.bidLeft.subtract(size);
        }
        execute(deal, size, deal.buy ? deal.coin.ask() : deal.coin.bid(), TAKER);
    }

    /** Executes resting orders the price has reached, then triggers. */
    void price(Coin coin, BigDecimal price, BigDecimal offered) {
        coin.set(price, offered);
        for (Deal deal : List.copyOf(deals.values())) {
            boolean resting = deal.coin == coin && deal.isOpen() && deal.hasPrice();
            if (resting && crosses(deal)) {
                BigDecimal left = deal.buy ? coin.askLeft : coin.bidLeft;
                BigDecimal size = deal.left().min(left);
                if (size.signum() > 0) {
                    if (deal.buy) {
                        coin.askLeft = left.subtract(size);
                    } else {
                        coin.bidLeft = left.subtract(size);
                    }
                    execute(deal, size, deal.price, MAKER);
                }
            }
        }
        for (Trigger trigger : List.copyOf(triggers.values())) {
            String reached = trigger.coin == coin && trigger.isLive() ? trigger.reached(coin.mark) : "";
            if (!reached.isEmpty()) {
                fire(trigger, reached);
            }
        }
    }

    private void execute(Deal deal, BigDecimal size, BigDecimal price, BigDecimal rate) {
        BigDecimal capped = deal.reduceOnly ? size.min(reducible(deal)) : size;
        if (capped.signum() == 0) {
            cancel(deal, "17");
            return;
        }
        BigDecimal fee = capped.multiply(deal.coin.contract)
                .multiply(price)
                .multiply(rate)
                .negate();
        String trade = Long.toString(++nextTrade);
        deal.fill(capped, price, fee, now());
        JsonObject fill = settle(deal, capped, price, fee, trade, rate == MAKER ? "M" : "T", "");
        deal.lastFill = fill;
        if (deal.isOpen()) {
            troubles.accept(Trouble.PARTIAL_FILL);
        }
        push(deal, fill);
        pushAccount("filled");
        if (!deal.attached.isEmpty() && !deal.isOpen()) {
            attach(deal);
        }
    }

    BigDecimal reducible(Deal deal) {
        Holding holding = holding(deal.coin, deal.posSide);
        boolean reduces = deal.posSide.equals("net")
                ? holding.size.signum() == (deal.buy ? -1 : 1)
                : deal.buy == deal.posSide.equals("short");
        return reduces ? holding.size.abs() : BigDecimal.ZERO;
    }

    private JsonObject settle(
            Deal deal,
            BigDecimal size,
            BigDecimal price,
            BigDecimal fee,
            String trade,
            String liquidity,
            String subType) {
        Holding holding = holding(deal.coin, deal.posSide);
        BigDecimal profit = holding.trade(deal.buy ? size : size.negate(), price, now());
        cash = cash.add(profit).add(fee);
        String kind = subType.isEmpty() ? deal.buy ? "1" : "2" : subType;
        JsonObject fill = new JsonObject()
                .put("instType", "SWAP")
                .put("instId", deal.coin.instId())
                .put("tradeId", trade)
                .put("ordId", Long.toString(deal.id))
                .put("clOrdId", deal.clientId)
                .put("billId", Long.toString(id()))
                .put("subType", kind)
                .put("tag", deal.tag)
                .put("fillPx", price.toPlainString())
                .put("fillSz", size.toPlainString())
                .put("side", deal.buy ? "buy" : "sell")
                .put("posSide", deal.posSide)
                .put("execType", liquidity)
                .put("feeCcy", "USDT")
                .put("fee", fee.toPlainString())
                .put("fillPnl", profit.toPlainString())
                .put("ts", Long.toString(now()))
                .put("fillTime", Long.toString(now()));
        fills.add(fill);
        String type = subType.isEmpty() ? "2" : Integer.parseInt(subType) >= 125 ? "9" : "5";
        bill(type, kind, profit.add(fee), fill.getString("billId"))
                .put("instId", deal.coin.instId())
                .put("sz", size.toPlainString())
                .put("px", price.toPlainString())
                .put("pnl", profit.toPlainString())
                .put("fee", fee.toPlainString())
                .put("ordId", Long.toString(deal.id));
        if (holding.size.signum() == 0) {
            untie(holding);
        }
        return fill;
    }

    JsonObject bill(String type, String subType, BigDecimal change, String id) {
        JsonObject bill = new JsonObject()
                .put("billId", id)
                .put("type", type)
                .put("subType", subType)
                .put("ts", Long.toString(now()))
                .put("balChg", change.toPlainString())
                .put("bal", cash.toPlainString())
                .put("ccy", "USDT")
                .put("instId", "")
                .put("sz", "")
                .put("px", "")
                .put("pnl", "")
                .put("fee", "")
                .put("mgnMode", "cross")
                .put("notes", "");
        bills.add(bill);
        return bill;
    }

    void cancel(Deal deal, String source) {
        deal.cancel(source, now());
        push(deal, new JsonObject());
        if (!deal.attached.isEmpty() && deal.filled.signum() > 0) {
            attach(deal);
        }
    }

    // Protective orders

    /**
     * An attached stop or target becomes an order of its own once its parent is done; it is not tied to the position.
     */
    private void attach(Deal deal) {
        JsonObject attached = deal.attached;
        deal.attached = new JsonObject();
        if (attachmentFails.getAsBoolean()) {
            troubles.accept(Trouble.ATTACHMENT_FAILED);
            return;
        }
        Trigger trigger = new Trigger(
                id(),
                deal.coin,
                attached.getString("attachAlgoClOrdId", ""),
                !deal.buy,
                deal.posSide,
                deal.filled,
                attached,
                false,
                false,
                now());
        add(trigger);
    }

    void add(Trigger trigger) {
        triggers.put(trigger.id, trigger);
        push(trigger);
        String reached = trigger.reached(trigger.coin.mark);
        if (!reached.isEmpty()) {
            fire(trigger, reached);
        }
    }

    private void fire(Trigger trigger, String side) {
        Deal child = new Deal(
                id(),
                trigger.coin,
                "",
                "",
                trigger.buy,
                trigger.posSide,
                "market",
                trigger.size,
                BigDecimal.ZERO,
                trigger.reduceOnly || hedged(),
                now());
        child.algoId = Long.toString(trigger.id);
        child.algoClientId = trigger.clientId;
        child.source = "7";
        trigger.state = "effective";
        trigger.actualSide = side;
        trigger.childId = Long.toString(child.id);
        trigger.updated = now();
        push(trigger);
        enter(child);
    }

    void cancel(Trigger trigger) {
        trigger.state = "canceled";
        trigger.updated = now();
        push(trigger);
    }

    private void untie(Holding holding) {
        for (Trigger trigger : List.copyOf(triggers.values())) {
            if (trigger.tied
                    && trigger.isLive()
                    && trigger.coin == holding.coin
                    && trigger.posSide.equals(holding.posSide)) {
                cancel(trigger);
            }
        }
    }

    // What the venue does by itself

    /** Charges funding on every position of an instrument. */
    void fund(Coin coin, BigDecimal rate) {
        for (Holding holding : holdings.values()) {
            if (holding.coin == coin && holding.size.signum() != 0) {
                BigDecimal amount = coin.mark
                        .multiply(holding.size)
                        .multiply(coin.contract)
                        .multiply(rate)
                        .negate();
                cash = cash.add(amount);
                bill("8", amount.signum() < 0 ? "173" : "174", amount, Long.toString(id()))
                        .put("instId", coin.instId())
                        .put("sz", holding.size.abs().toPlainString())
                        .put("px", coin.mark.toPlainString())
                        .put("pnl", amount.toPlainString());
                pushAccount("funding_fee");
            }
        }
    }

    /** Closes a position by force: {@code full_liquidation} or {@code adl}. */
    void force(Coin coin, String category) {
        for (Holding holding : List.copyOf(holdings.values())) {
            if (holding.coin == coin && holding.size.signum() != 0) {
                troubles.accept(category.equals("adl") ? Trouble.DELEVERAGED : Trouble.FORCED_LIQUIDATION);
                boolean buy = holding.size.signum() < 0;
                Deal deal = new Deal(
                        id(),
                        coin,
                        "",
                        "",
                        buy,
                        holding.posSide,
                        "market",
                        holding.size.abs(),
                        BigDecimal.ZERO,
                        true,
                        now());
                deal.category = category;
                deals.put(deal.id, deal);
                BigDecimal fee = holding.notional().multiply(LIQUIDATION_FEE).negate();
                String trade = "-" + ++nextTrade;
                boolean adl = category.equals("adl");
                BigDecimal size = holding.size.abs();
                deal.fill(size, coin.mark, fee, now());
                deal.lastFill = settle(deal, size, coin.mark, fee, trade, "T", forcedKind(holding, buy, adl));
                push(deal, deal.lastFill);
                pushAccount(adl ? "adl" : "liquidation");
            }
        }
    }

    private static String forcedKind(Holding holding, boolean buy, boolean adl) {
        if (holding.posSide.equals("net")) {
            return adl ? buy ? "127" : "128" : buy ? "106" : "107";
        }
        return adl ? buy ? "126" : "125" : buy ? "105" : "104";
    }

    /** Somebody else trades on the account, at the venue's own screen. */
    void tradeByHand(Coin coin, boolean buy, BigDecimal contracts) {
        troubles.accept(Trouble.MANUAL_TRADE);
        enter(new Deal(
                id(),
                coin,
                "",
                "",
                buy,
                side(buy ? "long" : "short"),
                "market",
                contracts,
                BigDecimal.ZERO,
                false,
                now()));
    }

    void transfer(BigDecimal amount) {
        cash = cash.add(amount);
        bill("1", amount.signum() > 0 ? "11" : "12", amount, Long.toString(id()));
        pushAccount("transferred");
    }

    // Pushes

    void push(Deal deal, JsonObject fill) {
        pushes.accept("orders", new JsonArray().add(deal.push(fill)));
    }

    void push(Trigger trigger) {
        pushes.accept("orders-algo", new JsonArray().add(trigger.row()));
    }

    private void pushAccount(String kind) {
        pushes.accept("positions", positions(Optional.empty(), true));
        pushes.accept("account", new JsonArray().add(balance()));
        pushes.accept(
                "balance_and_position",
                new JsonArray()
                        .add(new JsonObject()
                                .put("pTime", Long.toString(now()))
                                .put("eventType", kind)
                                .put("balData", new JsonArray())
                                .put("posData", new JsonArray())
                                .put("trades", new JsonArray())));
    }

    /** Rows of the positions; closed ones only where OKX shows them. */
    JsonArray positions(Optional<String> instId, boolean closedToo) {
        JsonArray rows = new JsonArray();
        BigDecimal equity = equity();
        for (Holding holding : holdings.values()) {
            boolean asked = instId.isEmpty() || instId.get().equals(holding.coin.instId());
            if (asked && (closedToo || instId.isPresent() || holding.size.signum() != 0)) {
                rows.add(holding.row(equity));
            }
        }
        return rows;
    }

    JsonObject balance() {
        boolean perCurrency = accountLevel.equals("1") || accountLevel.equals("2");
        JsonObject detail = new JsonObject()
                .put("ccy", "USDT")
                .put("cashBal", cash.toPlainString())
                .put("eq", equity().toPlainString())
                .put("eqUsd", equity().toPlainString())
                .put("availBal", available().toPlainString())
                .put("availEq", available().toPlainString())
                .put("frozenBal", "0")
                .put("ordFrozen", frozen().toPlainString())
                .put("upl", equity().subtract(cash).toPlainString())
                .put("imr", perCurrency ? initialMargin().add(frozen()).toPlainString() : "")
                .put("mmr", perCurrency ? maintenanceMargin().toPlainString() : "")
                .put("uTime", Long.toString(now()));
        return new JsonObject()
                .put("uTime", Long.toString(now()))
                .put("totalEq", equity().toPlainString())
                .put("adjEq", perCurrency ? "" : equity().toPlainString())
                .put("availEq", perCurrency ? "" : available().toPlainString())
                .put("imr", perCurrency ? "" : initialMargin().toPlainString())
                .put("mmr", perCurrency ? "" : maintenanceMargin().toPlainString())
                .put("upl", "")
                .put("details", new JsonArray().add(detail));
    }
}
