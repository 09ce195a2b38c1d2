package com.example.troubled;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Page;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the venue has booked: cash, one long position, and all that happened. Shown as the troubles ordered want it. */
final class TroubledAccount {

    private static final String CURRENCY = "USDT";

    private final Symbol symbol;
    private final List<Fill> fills = new ArrayList<>();
    private final List<Booking> bookings = new ArrayList<>();
    private BigDecimal held = BigDecimal.ZERO;
    private BigDecimal entry = BigDecimal.ZERO;
    private BigDecimal cash = BigDecimal.valueOf(10_000);
    private Protection protection;

    TroubledAccount(Symbol symbol) {
        this.symbol = symbol;
    }

    BigDecimal held() {
        return held;
    }

    void protect(Protection wanted) {
        protection = wanted;
    }

    /** Executes at the price as ordered, slipped by as much as ordered. */
    Fill fill(ClientOrderId id, Side side, BigDecimal quantity, OrderOrigin origin, Instant at) {
        BigDecimal slip = Trouble.number("slip", "0").multiply(BigDecimal.valueOf(side == Side.BUY ? 1 : -1));
        String number = String.valueOf(fills.size() + 1);
        Fill fill = new Fill(
                "F" + number,
                id,
                "V" + number,
                symbol,
                side,
                quantity,
                Trouble.price().add(slip),
                BigDecimal.ZERO,
                CURRENCY,
                Liquidity.TAKER,
                origin,
                at);
        fills.add(fill);
        if (side == Side.BUY) {
            entry = held.signum() == 0 ? fill.price() : entry;
            held = held.add(quantity);
        } else {
            reduce(quantity, fill.price());
        }
        return fill;
    }

    private void reduce(BigDecimal quantity, BigDecimal price) {
        cash = cash.add(price.subtract(entry).multiply(quantity));
        held = held.subtract(quantity);
        if (held.signum() == 0) {
            protection = null;
        }
    }

    /** The venue closes the position itself. */
    Booking liquidate(Instant at) {
        Booking booking = new Booking.ForcedClose(
                "B" + (bookings.size() + 1),
                Booking.ForcedKind.LIQUIDATION,
                symbol,
                PositionSide.LONG,
                held,
                Trouble.price(),
                BigDecimal.ZERO,
                at);
        bookings.add(booking);
        reduce(held, Trouble.price());
        return booking;
    }

    Optional<Order> order(ClientOrderId id) {
        return fills.stream()
                .filter(fill -> id.equals(fill.clientOrderId()))
                .findFirst()
                .map(TroubledAccount::order);
    }

    private static Order order(Fill fill) {
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

    Page<Fill> fills(String cursor) {
        return page(fills, cursor);
    }

    Page<Booking> bookings(String cursor) {
        return page(bookings, cursor);
    }

    private static <T> Page<T> page(List<T> all, String cursor) {
        int from = cursor.equals(Page.START) ? 0 : Integer.parseInt(cursor);
        return new Page<>(List.copyOf(all.subList(from, all.size())), String.valueOf(all.size()), false);
    }

    List<Position> positions(Instant at) {
        BigDecimal shown = Trouble.is("foreign") ? held.add(BigDecimal.ONE) : held;
        return shown.signum() == 0 ? List.of() : List.of(position(shown, at));
    }

    private Position position(BigDecimal quantity, Instant at) {
        BigDecimal mark = Trouble.price();
        BigDecimal price = entry.signum() == 0 ? mark : entry;
        boolean bare = protection == null || Trouble.is("naked");
        return new Position(
                symbol,
                PositionSide.LONG,
                quantity,
                price,
                mark,
                BigDecimal.ONE,
                price.multiply(quantity),
                maintenance(),
                mark.subtract(price).multiply(quantity),
                null,
                bare ? null : protection.stopPrice().subtract(Trouble.number("loosened", "0")),
                bare ? null : protection.targetPrice(),
                bare ? null : protection.id(),
                at);
    }

    private BigDecimal maintenance() {
        return held.multiply(Trouble.price()).multiply(Trouble.number("maintenance", "0"));
    }

    Balance balance(Instant at) {
        BigDecimal unrealised = Trouble.price().subtract(entry).multiply(held);
        BigDecimal shown = cash.subtract(Trouble.number("charge", "0"));
        BigDecimal equity = shown.add(unrealised);
        BigDecimal margin = entry.multiply(held);
        return new Balance(CURRENCY, shown, equity, equity.subtract(margin), unrealised, margin, maintenance(), at);
    }
}
