package com.example.lantern;

import io.autotrade.broker.Balance;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The books: plain arithmetic without threads, clocks or storage, so that a test can call it directly. */
final class Account {

    static final String CURRENCY = "USDT";
    static final BigDecimal STEP = new BigDecimal("0.0001");

    /** A long position; cost is what was paid for it. */
    private record Holding(BigDecimal quantity, BigDecimal cost, Protection protection) {

        BigDecimal entry() {
            return cost.divide(quantity, MathContext.DECIMAL64);
        }
    }

    /** What is to be done about an order: an execution, or null and the reason why not. */
    record Verdict(Execution execution, WriteResult.Rejected rejected) {}

    private final BigDecimal feeRate;
    private final Map<Symbol, Holding> holdings = new TreeMap<>();
    private final Map<ClientOrderId, Fill> byOrder = new LinkedHashMap<>();
    private final List<Fill> fills = new ArrayList<>();
    private BigDecimal cash;

    Account(BigDecimal cash, BigDecimal feeRate) {
        this.cash = cash;
        this.feeRate = feeRate;
    }

    /** Checks an order against the books and the market, and says what would happen; changes nothing. */
    Verdict judge(PlaceOrder order, Ticker ticker, Instant now) {
        Holding held = holdings.get(order.symbol());
        BigDecimal has = held == null ? BigDecimal.ZERO : held.quantity();
        BigDecimal quantity = floor(order.quantity());
        if (byOrder.containsKey(order.clientOrderId())) {
            return rejected(RejectReason.DUPLICATE_CLIENT_ORDER_ID, "the id was used before");
        }
        if (order.notAfter() != null && now.isAfter(order.notAfter())) {
            return rejected(RejectReason.EXPIRED, "the order came after " + order.notAfter());
        }
        if (quantity.signum() == 0) {
            return rejected(RejectReason.BELOW_MINIMUM, "the smallest order is " + STEP);
        }
        if (order.reduceOnly()) {
            boolean reduces = has.signum() > 0 && order.side() == Side.SELL;
            return reduces
                    ? execute(order, quantity.min(has), ticker, now)
                    : rejected(RejectReason.NO_POSITION, "there is nothing to reduce");
        }
        if (order.side() == Side.SELL) {
            return quantity.compareTo(has) > 0
                    ? rejected(RejectReason.UNSUPPORTED, "this broker has no short positions")
                    : execute(order, quantity, ticker, now);
        }
        BigDecimal notional = quantity.multiply(ticker.ask());
        if (notional.add(notional.multiply(feeRate)).compareTo(free(ticker)) > 0) {
            return rejected(RejectReason.INSUFFICIENT_FUNDS, "the order costs more than is free");
        }
        Protection protection = order.protection();
        return protection != null && !fits(protection, ticker)
                ? rejected(RejectReason.INVALID_PROTECTION, "the stop is not below or the target not above the price")
                : execute(order, quantity, ticker, now);
    }

    private Verdict execute(PlaceOrder order, BigDecimal quantity, Ticker ticker, Instant now) {
        return new Verdict(execution(order, quantity, OrderOrigin.SERVICE, ticker, now), null);
    }

    private Execution execution(PlaceOrder order, BigDecimal quantity, OrderOrigin origin, Ticker ticker, Instant now) {
        BigDecimal price = order.side() == Side.BUY ? ticker.ask() : ticker.bid();
        String id = "lantern-" + (fills.size() + 1);
        Fill fill = new Fill(
                id,
                order.clientOrderId(),
                id,
                order.symbol(),
                order.side(),
                quantity,
                price,
                price.multiply(quantity).multiply(feeRate),
                CURRENCY,
                io.autotrade.broker.Liquidity.TAKER,
                origin,
                now);
        return new Execution(fill, order.protection());
    }

    /** The exit that this price triggers, if any. The stop comes first: with both reached, the worse is assumed. */
    Optional<Execution> triggered(Ticker ticker) {
        Holding held = holdings.get(ticker.symbol());
        if (held == null || held.protection() == null) {
            return Optional.empty();
        }
        Protection protection = held.protection();
        boolean stop = protection.stopPrice() != null && ticker.last().compareTo(protection.stopPrice()) <= 0;
        boolean target = protection.targetPrice() != null && ticker.last().compareTo(protection.targetPrice()) >= 0;
        if (!stop && !target) {
            return Optional.empty();
        }
        PlaceOrder exit = PlaceOrder.marketReduceOnly(protection.id(), ticker.symbol(), Side.SELL, held.quantity());
        OrderOrigin origin = stop ? OrderOrigin.STOP : OrderOrigin.TARGET;
        return Optional.of(execution(exit, held.quantity(), origin, ticker, ticker.at()));
    }

    /** Books what happened; also how the account is read back after a restart. */
    void apply(Execution execution) {
        Fill fill = execution.fill();
        Holding held = holdings.get(fill.symbol());
        cash = cash.subtract(fill.fee());
        if (fill.side() == Side.BUY) {
            BigDecimal quantity =
                    held == null ? fill.quantity() : held.quantity().add(fill.quantity());
            BigDecimal cost = held == null ? fill.notional() : held.cost().add(fill.notional());
            Protection before = held == null ? null : held.protection();
            Protection now = execution.protection() == null ? before : execution.protection();
            holdings.put(fill.symbol(), new Holding(quantity, cost, now));
        } else {
            BigDecimal left = held.quantity().subtract(fill.quantity());
            BigDecimal part = left.signum() == 0 ? held.cost() : held.entry().multiply(fill.quantity());
            cash = cash.add(fill.notional()).subtract(part);
            if (left.signum() == 0) {
                holdings.remove(fill.symbol());
            } else {
                holdings.put(fill.symbol(), new Holding(left, held.cost().subtract(part), held.protection()));
            }
        }
        fills.add(fill);
        byOrder.put(fill.clientOrderId(), fill);
    }

    List<Fill> fills() {
        return List.copyOf(fills);
    }

    /** Every order was filled at once and as a whole, so its fill tells everything about it. */
    static Order order(Fill fill) {
        return new Order(
                fill.clientOrderId(),
                fill.venueOrderId(),
                fill.symbol(),
                fill.side(),
                OrderType.MARKET,
                fill.quantity(),
                null,
                fill.side() == Side.SELL,
                fill.origin(),
                OrderState.FILLED,
                fill.quantity(),
                fill.price(),
                "",
                fill.at(),
                fill.at());
    }

    Optional<Order> find(Symbol symbol, ClientOrderId id, Instant now) {
        Fill fill = byOrder.get(id);
        if (fill != null && fill.symbol().equals(symbol)) {
            return Optional.of(order(fill));
        }
        return openOrders(now).stream()
                .filter(order -> order.symbol().equals(symbol) && id.equals(order.clientOrderId()))
                .findFirst();
    }

    /** Only protective orders ever wait. */
    List<Order> openOrders(Instant now) {
        List<Order> open = new ArrayList<>();
        holdings.forEach((symbol, held) -> {
            Protection protection = held.protection();
            if (protection != null && protection.stopPrice() != null) {
                open.add(waiting(symbol, held, protection.stopPrice(), OrderOrigin.STOP, now));
            }
            if (protection != null && protection.targetPrice() != null) {
                open.add(waiting(symbol, held, protection.targetPrice(), OrderOrigin.TARGET, now));
            }
        });
        return List.copyOf(open);
    }

    private static Order waiting(Symbol symbol, Holding held, BigDecimal trigger, OrderOrigin origin, Instant now) {
        return new Order(
                held.protection().id(),
                null,
                symbol,
                Side.SELL,
                OrderType.MARKET,
                held.quantity(),
                trigger,
                true,
                origin,
                OrderState.OPEN,
                BigDecimal.ZERO,
                null,
                "",
                now,
                now);
    }

    /** @param marks mark price of a symbol */
    List<Position> positions(Function<Symbol, BigDecimal> marks, Instant now) {
        return holdings.entrySet().stream()
                .map(entry -> position(entry.getKey(), entry.getValue(), marks.apply(entry.getKey()), now))
                .toList();
    }

    private static Position position(Symbol symbol, Holding held, BigDecimal mark, Instant now) {
        Protection protection = held.protection();
        return new Position(
                symbol,
                PositionSide.LONG,
                held.quantity(),
                held.entry(),
                mark,
                BigDecimal.ONE,
                held.cost(),
                BigDecimal.ZERO,
                mark.multiply(held.quantity()).subtract(held.cost()),
                null,
                protection == null ? null : protection.stopPrice(),
                protection == null ? null : protection.targetPrice(),
                protection == null ? null : protection.id(),
                now);
    }

    Balance balance(Function<Symbol, BigDecimal> marks, Instant now) {
        BigDecimal unrealized =
                positions(marks, now).stream().map(Position::unrealizedPnl).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal equity = cash.add(unrealized);
        BigDecimal margin = margin();
        return new Balance(CURRENCY, cash, equity, equity.subtract(margin), unrealized, margin, BigDecimal.ZERO, now);
    }

    private BigDecimal margin() {
        return holdings.values().stream().map(Holding::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Cash that is not tied up; losses of this symbol count, gains do not. */
    private BigDecimal free(Ticker ticker) {
        Holding held = holdings.get(ticker.symbol());
        BigDecimal loss = held == null
                ? BigDecimal.ZERO
                : ticker.mark().multiply(held.quantity()).subtract(held.cost()).min(BigDecimal.ZERO);
        return cash.subtract(margin()).add(loss);
    }

    private static boolean fits(Protection protection, Ticker ticker) {
        return (protection.stopPrice() == null || protection.stopPrice().compareTo(ticker.last()) < 0)
                && (protection.targetPrice() == null || protection.targetPrice().compareTo(ticker.last()) > 0);
    }

    /** Down to whole steps, never up. */
    private static BigDecimal floor(BigDecimal quantity) {
        return quantity.divide(STEP, 0, java.math.RoundingMode.DOWN).multiply(STEP);
    }

    static Verdict rejected(RejectReason reason, String message) {
        return new Verdict(null, new WriteResult.Rejected(reason, "", message));
    }
}
