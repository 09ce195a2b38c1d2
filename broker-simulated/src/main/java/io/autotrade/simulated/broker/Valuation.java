package io.autotrade.simulated.broker;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the account is worth and what it may do, at the newest marks. Cross margin: all positions share the equity.
 * Cash, equity and profit are exact; margins are rounded up to 12 decimals.
 */
final class Valuation {

    private final State state;
    private final Terms terms;

    Valuation(State state, Terms terms) {
        this.state = state;
        this.terms = terms;
    }

    BigDecimal leverage(Symbol symbol) {
        return state.leverages.getOrDefault(symbol, terms.defaultLeverage());
    }

    BigDecimal unrealized() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Holding holding : state.holdings.values()) {
            sum = sum.add(holding.profitAt(state.mark(holding.symbol()).price()));
        }
        return sum;
    }

    BigDecimal equity() {
        return state.cash.add(unrealized());
    }

    /** Margin of all positions, {@code cost / leverage}, and of all resting orders that could enlarge one. */
    BigDecimal initialMargin() {
        return initialMargin(null, BigDecimal.ONE, 0);
    }

    /** As {@link #initialMargin()}, with another leverage of one symbol and without one order. */
    BigDecimal initialMargin(@Nullable Symbol changed, BigDecimal newLeverage, long withoutOrder) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Holding holding : state.holdings.values()) {
            BigDecimal leverage = holding.symbol().equals(changed) ? newLeverage : leverage(holding.symbol());
            sum = sum.add(margin(holding.cost(), leverage));
        }
        for (OpenOrder open : state.orders.values()) {
            BigDecimal limit = open.order().limitPrice();
            Symbol symbol = open.order().symbol();
            if (limit != null && !open.order().reduceOnly() && open.number() != withoutOrder) {
                BigDecimal opening =
                        openingPart(symbol, open.order().side(), open.order().quantity());
                BigDecimal leverage = symbol.equals(changed) ? newLeverage : leverage(symbol);
                sum = sum.add(margin(opening.multiply(limit), leverage));
            }
        }
        return sum;
    }

    BigDecimal maintenanceMargin() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Holding holding : state.holdings.values()) {
            sum = sum.add(maintenanceMargin(holding));
        }
        return sum;
    }

    /** Whether positions are liquidated. */
    boolean exhausted() {
        return !state.holdings.isEmpty() && equity().compareTo(maintenanceMargin()) <= 0;
    }

    /**
     * Whether the account could carry this trade: equity after it, with fee and the difference between price and mark,
     * covers the initial margin after it. A trade that only reduces a position always can.
     *
     * @param withoutOrder number of a resting order that the trade replaces; 0 for none
     */
    boolean affords(
            Symbol symbol,
            Side side,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal leverage,
            BigDecimal feeRate,
            long withoutOrder) {
        BigDecimal opening = openingPart(symbol, side, quantity);
        if (opening.signum() == 0) {
            return true;
        }
        BigDecimal mark = state.mark(symbol).price();
        BigDecimal edge =
                mark.subtract(price).multiply(BigDecimal.valueOf(side.sign())).multiply(quantity);
        BigDecimal fee = quantity.multiply(price).multiply(feeRate);
        BigDecimal equityAfter = equity().add(edge.min(BigDecimal.ZERO)).subtract(fee);
        Holding held = state.holdings.get(symbol);
        BigDecimal released =
                held != null && held.side().exitSide() == side ? margin(held.cost(), leverage) : BigDecimal.ZERO;
        BigDecimal marginAfter = initialMargin(symbol, leverage, withoutOrder)
                .subtract(released)
                .add(margin(opening.multiply(price), leverage));
        return equityAfter.compareTo(marginAfter) >= 0;
    }

    /** The part of an order that would enlarge a position or open one; the rest closes an opposite position first. */
    BigDecimal openingPart(Symbol symbol, Side side, BigDecimal quantity) {
        Holding held = state.holdings.get(symbol);
        return held == null || held.side().entrySide() == side
                ? quantity
                : quantity.subtract(held.quantity()).max(BigDecimal.ZERO);
    }

    Balance balance(String currency, Instant at) {
        BigDecimal unrealized = unrealized();
        BigDecimal equity = state.cash.add(unrealized);
        BigDecimal margin = initialMargin();
        return new Balance(
                currency,
                Decimals.plain(state.cash),
                Decimals.plain(equity),
                Decimals.plain(equity.subtract(margin).max(BigDecimal.ZERO)),
                Decimals.plain(unrealized),
                Decimals.plain(margin),
                Decimals.plain(maintenanceMargin()),
                at);
    }

    Position position(Holding holding) {
        State.Mark mark = state.mark(holding.symbol());
        Guard guard = holding.guard();
        Protection protection = guard == null ? null : guard.protection();
        BigDecimal leverage = leverage(holding.symbol());
        return new Position(
                holding.symbol(),
                holding.side(),
                Decimals.plain(holding.quantity()),
                Decimals.plain(holding.entryPrice()),
                mark.price(),
                leverage,
                Decimals.plain(margin(holding.cost(), leverage)),
                Decimals.plain(maintenanceMargin(holding)),
                Decimals.plain(holding.profitAt(mark.price())),
                liquidationPrice(holding),
                protection == null ? null : protection.stopPrice(),
                protection == null ? null : protection.targetPrice(),
                protection == null ? null : protection.id(),
                mark.at().isAfter(holding.updatedAt()) ? mark.at() : holding.updatedAt());
    }

    /**
     * The price of this symbol at which equity equals maintenance margin while all other prices stand still. From
     * {@code equity + s q (P - mark) = other maintenance + q P m} with sign s, quantity q and rate m. Null when no
     * price above zero does.
     */
    @Nullable
    BigDecimal liquidationPrice(Holding holding) {
        BigDecimal mark = state.mark(holding.symbol()).price();
        BigDecimal others = maintenanceMargin().subtract(maintenanceMargin(holding));
        BigDecimal cushion = equity().subtract(others);
        BigDecimal worth = holding.notional(mark);
        boolean isLong = holding.side() == PositionSide.LONG;
        BigDecimal numerator = isLong ? worth.subtract(cushion) : worth.add(cushion);
        BigDecimal factor = isLong
                ? BigDecimal.ONE.subtract(terms.maintenanceMarginRate())
                : BigDecimal.ONE.add(terms.maintenanceMarginRate());
        BigDecimal price =
                numerator.divide(holding.quantity().multiply(factor), Holding.DECIMALS, RoundingMode.HALF_EVEN);
        return price.signum() > 0 ? Decimals.plain(price) : null;
    }

    private BigDecimal maintenanceMargin(Holding holding) {
        return holding.notional(state.mark(holding.symbol()).price()).multiply(terms.maintenanceMarginRate());
    }

    private static BigDecimal margin(BigDecimal notional, BigDecimal leverage) {
        return notional.divide(leverage, Holding.DECIMALS, RoundingMode.UP);
    }
}
