package io.autotrade.simulated.broker;

import static io.autotrade.simulated.broker.EngineFixture.BTC;
import static io.autotrade.simulated.broker.EngineFixture.ETH;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One thing that can happen to an account, chosen by small numbers so that a failing sequence can be made shorter.
 *
 * @param size 1 to 100
 * @param move -100 to 100
 */
record Action(Kind kind, boolean bitcoin, boolean buy, int size, int move) {

    private static final int LARGEST_STEP = 80;
    private static final List<OrderType> TYPES = List.of(
            OrderType.LIMIT, OrderType.LIMIT, OrderType.LIMIT, OrderType.POST_ONLY, OrderType.IOC, OrderType.FOK);

    enum Kind {
        TICK,
        MARKET,
        LIMIT,
        PROTECTED_ENTRY,
        REDUCE,
        CLOSE,
        PROTECT,
        AMEND,
        CANCEL,
        LEVERAGE,
        FUND,
        DEAD_MANS_SWITCH,
        CLOCK
    }

    /** Does it to an account whose symbols have the given last prices. */
    void apply(EngineFixture account, BigDecimal[] prices) {
        Symbol symbol = bitcoin ? BTC : ETH;
        BigDecimal last = prices[bitcoin ? 0 : 1];
        switch (kind) {
            case TICK -> tick(account, symbol, prices);
            case MARKET -> account.place(market(account, symbol));
            case LIMIT -> account.place(limit(account, symbol, last));
            case PROTECTED_ENTRY ->
                account.place(market(account, symbol).withProtection(protection(account, last, buy)));
            case REDUCE -> account.place(limit(account, symbol, last).withReduceOnly());
            case CLOSE -> close(account, symbol);
            case PROTECT -> protect(account, symbol, last);
            case AMEND ->
                resting(account)
                        .ifPresent(order -> account.kept(account.engine.amend(
                                new AmendOrder(
                                        order.symbol(), order.clientOrderId(), quantity(), near(order.limitPrice())),
                                account.now)));
            case CANCEL ->
                resting(account)
                        .ifPresent(order -> account.kept(
                                account.engine.cancel(order.symbol(), order.clientOrderId(), account.now)));
            case LEVERAGE -> account.kept(account.engine.setLeverage(symbol, leverage(), account.now));
            case FUND -> account.fund(symbol, BigDecimal.valueOf(move, 5).toPlainString());
            case DEAD_MANS_SWITCH ->
                account.kept(account.engine.armDeadMansSwitch(Duration.ofSeconds(size), account.now));
            case CLOCK -> {
                account.now = account.now.plusSeconds(size);
                account.keep(account.engine.clock(account.now));
            }
        }
    }

    private void tick(EngineFixture account, Symbol symbol, BigDecimal[] prices) {
        int index = bitcoin ? 0 : 1;
        prices[index] = Math.abs(move) > LARGEST_STEP ? gap(prices[index]) : near(prices[index]);
        account.tick(symbol, prices[index], prices[index], prices[index]);
    }

    /** A jump of twenty to twenty-five percent, up or down. */
    private BigDecimal gap(BigDecimal price) {
        return price.add(
                        price.multiply(BigDecimal.valueOf(move, 2)).divide(BigDecimal.valueOf(4), 2, RoundingMode.DOWN))
                .setScale(2, RoundingMode.DOWN)
                .max(BigDecimal.ONE);
    }

    private PlaceOrder market(EngineFixture account, Symbol symbol) {
        return PlaceOrder.market(account.nextId(), symbol, side(), quantity()).withLeverage(leverage());
    }

    private PlaceOrder limit(EngineFixture account, Symbol symbol, BigDecimal last) {
        OrderType type = TYPES.get(size % TYPES.size());
        return PlaceOrder.limit(account.nextId(), symbol, side(), type, quantity(), near(last));
    }

    private void close(EngineFixture account, Symbol symbol) {
        BigDecimal part = move > 0 ? quantity() : null;
        account.kept(account.engine.close(new ClosePosition(account.nextId(), symbol, part), account.now));
    }

    private void protect(EngineFixture account, Symbol symbol, BigDecimal last) {
        Optional<Position> position = account.engine.positions().stream()
                .filter(open -> open.symbol().equals(symbol))
                .findFirst();
        boolean isLong = position.isPresent() && position.get().side().sign() > 0;
        account.kept(account.engine.protect(symbol, protection(account, last, isLong), account.now));
    }

    private Protection protection(EngineFixture account, BigDecimal last, boolean isLong) {
        BigDecimal distance = last.multiply(BigDecimal.valueOf(size, 3));
        BigDecimal below = last.subtract(distance);
        BigDecimal above = last.add(distance);
        return new Protection(account.nextId(), isLong ? below : above, move > 50 ? null : isLong ? above : below);
    }

    private Optional<Order> resting(EngineFixture account) {
        List<Order> orders = account.engine.openOrders();
        return orders.isEmpty() ? Optional.empty() : Optional.of(orders.get(size % orders.size()));
    }

    private Side side() {
        return buy ? Side.BUY : Side.SELL;
    }

    private BigDecimal quantity() {
        return bitcoin ? BigDecimal.valueOf(size, 3) : BigDecimal.valueOf(size * 7L, 2);
    }

    private BigDecimal leverage() {
        return BigDecimal.valueOf(1 + size / 2);
    }

    /** Up to five percent away. */
    private BigDecimal near(BigDecimal price) {
        return price.add(price.multiply(BigDecimal.valueOf(move, 3)).divide(BigDecimal.TWO, 2, RoundingMode.DOWN))
                .setScale(2, RoundingMode.DOWN)
                .max(BigDecimal.ONE);
    }
}
