package io.autotrade.simulated.broker;

import io.autotrade.broker.Booking;
import io.autotrade.broker.Fill;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Books what was decided. Cash changes by realised results, fees and funding and by nothing else, so that {@code cash =
 * starting cash + realised - fees + funding} and {@code equity = cash + unrealised} hold to the last digit.
 */
final class Ledger {

    private final State state;
    private final Terms terms;
    private final String currency;

    Ledger(State state, Terms terms, String currency) {
        this.state = state;
        this.terms = terms;
        this.currency = currency;
    }

    /** Fills an order completely; it must no longer be among the open ones. */
    void fill(
            Order order,
            @Nullable Protection attached,
            BigDecimal quantity,
            BigDecimal price,
            Liquidity liquidity,
            Instant at,
            Changes changes) {
        BigDecimal rate = liquidity == Liquidity.TAKER ? terms.takerFee() : terms.makerFee();
        BigDecimal fee = Decimals.plain(quantity.multiply(price).multiply(rate));
        changes.finished(OpenOrder.filled(order, quantity, price, at));
        changes.fill(new Fill(
                state.nextFillId(),
                order.clientOrderId(),
                order.venueOrderId(),
                order.symbol(),
                order.side(),
                quantity,
                price,
                fee,
                currency,
                liquidity,
                order.origin(),
                at));
        state.cash = state.cash.subtract(fee);
        trade(order.symbol(), order.side(), quantity, price, at, changes);
        if (attached != null) {
            guardEntry(order, attached, at, changes);
        }
    }

    /** Executes one protective order for the whole position; the other one disappears. */
    void trigger(Holding holding, Guard guard, OrderOrigin part, BigDecimal price, Instant at, Changes changes) {
        state.holdings.put(holding.symbol(), holding.withGuard(null, at));
        fill(
                guard.order(holding.symbol(), holding.side(), part),
                null,
                holding.quantity(),
                price,
                Liquidity.TAKER,
                at,
                changes);
        for (Order other : guard.orders(holding.symbol(), holding.side())) {
            if (other.origin() != part) {
                finish(other, "the other protective order was executed", at, changes);
            }
        }
    }

    /** The venue closes a whole position. */
    void liquidate(Holding holding, BigDecimal price, Instant at, Changes changes) {
        BigDecimal fee = Decimals.plain(holding.notional(price).multiply(terms.liquidationFee()));
        changes.booking(new Booking.ForcedClose(
                state.nextBookingId(),
                Booking.ForcedKind.LIQUIDATION,
                holding.symbol(),
                holding.side(),
                holding.quantity(),
                price,
                fee,
                at));
        state.cash = state.cash.subtract(fee);
        reduce(holding, holding.quantity(), price, at, changes);
    }

    /** Charges or pays funding at the mark price; longs pay when the rate is positive. */
    void fund(Holding holding, FundingRate settled, Changes changes) {
        BigDecimal notional = holding.notional(state.mark(holding.symbol()).price());
        BigDecimal amount =
                Decimals.plain(holding.signed(notional.multiply(settled.rate())).negate());
        state.cash = state.cash.add(amount);
        state.funded.put(holding.symbol(), settled.fundingTime());
        changes.booking(new Booking.Funding(
                state.nextBookingId(), holding.symbol(), amount, settled.rate(), settled.fundingTime()));
    }

    /** Replaces the protective orders of a position at once. */
    void guard(Holding holding, Protection protection, Instant at, Changes changes) {
        removeGuard(holding, "replaced", at, changes);
        Guard guard = new Guard(protection, "S" + ++state.orderCount, at);
        state.holdings.put(holding.symbol(), holding.withGuard(guard, at));
        guard.orders(holding.symbol(), holding.side()).forEach(changes::order);
        changes.position(holding.symbol());
    }

    /** Takes a resting order out of the book. */
    void cancel(OpenOrder open, String reason, Instant at, Changes changes) {
        state.orders.remove(open.number());
        finish(open.order(), reason, at, changes);
    }

    /** Ends an order that is not, or no longer, in the book. */
    void finish(Order order, String reason, Instant at, Changes changes) {
        changes.finished(OpenOrder.cancelled(order, reason, at));
    }

    private void guardEntry(Order entry, Protection attached, Instant at, Changes changes) {
        Holding holding = state.holdings.get(entry.symbol());
        if (holding != null && holding.side().entrySide() == entry.side()) {
            guard(holding, attached, at, changes);
        }
    }

    private void trade(Symbol symbol, Side side, BigDecimal quantity, BigDecimal price, Instant at, Changes changes) {
        changes.position(symbol);
        Holding held = state.holdings.get(symbol);
        if (held == null) {
            open(symbol, side, quantity, price, at);
        } else if (held.side().entrySide() == side) {
            state.holdings.put(symbol, held.plus(quantity, price, at));
        } else {
            BigDecimal closing = quantity.min(held.quantity());
            reduce(held, closing, price, at, changes);
            if (quantity.compareTo(closing) > 0) {
                open(symbol, side, quantity.subtract(closing), price, at);
            }
        }
    }

    private void open(Symbol symbol, Side side, BigDecimal quantity, BigDecimal price, Instant at) {
        PositionSide direction = side == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        state.funded.remove(symbol); // that was another position, perhaps of a market whose time was later
        state.holdings.put(symbol, new Holding(symbol, direction, quantity, quantity.multiply(price), null, at, at));
    }

    private void reduce(Holding held, BigDecimal part, BigDecimal price, Instant at, Changes changes) {
        changes.position(held.symbol());
        state.cash = state.cash.add(held.signed(part.multiply(price).subtract(held.costOf(part))));
        if (part.compareTo(held.quantity()) < 0) {
            state.holdings.put(held.symbol(), held.minus(part, at));
            return;
        }
        state.holdings.remove(held.symbol());
        removeGuard(held, "the position is closed", at, changes);
        List<OpenOrder> resting = new ArrayList<>(state.orders.values());
        for (OpenOrder open : resting) {
            if (open.order().reduceOnly() && open.order().symbol().equals(held.symbol())) {
                cancel(open, "the position is closed", at, changes);
            }
        }
    }

    private void removeGuard(Holding holding, String reason, Instant at, Changes changes) {
        Guard guard = holding.guard();
        if (guard != null) {
            guard.orders(holding.symbol(), holding.side()).forEach(order -> finish(order, reason, at, changes));
        }
    }
}
