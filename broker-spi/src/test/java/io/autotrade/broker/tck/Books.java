package io.autotrade.broker.tck;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import java.math.BigDecimal;

/**
 * What the broker says the account is worth, and what it must be worth by its fills, bookings and open positions.
 *
 * @param expectedEquity opening cash, proceeds of all fills, all bookings, and the positions at their mark
 */
record Books(Balance balance, BigDecimal expectedEquity) {

    /** Reads the account. */
    static Books of(Desk desk) {
        return new Books(desk.balance(), expectedEquity(desk));
    }

    /** Whether equity is the expected one, and the sum of cash and unrealised profit. */
    boolean agree(BigDecimal tolerance) {
        BigDecimal parts = balance.cash().add(balance.unrealizedPnl());
        return balance.equity().subtract(expectedEquity).abs().compareTo(tolerance) <= 0
                && balance.equity().subtract(parts).abs().compareTo(tolerance) <= 0;
    }

    private static BigDecimal expectedEquity(Desk desk) {
        BigDecimal position = desk.await("positions", desk.broker().positions()).stream()
                .map(open -> open.markPrice()
                        .multiply(open.quantity())
                        .multiply(BigDecimal.valueOf(open.side().sign())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal booked = desk.bookings().stream().map(Books::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return desk.opening()
                .cash()
                .add(Amounts.proceeds(desk.fills()))
                .add(booked)
                .add(position);
    }

    private static BigDecimal amount(Booking booking) {
        return switch (booking) {
            case Booking.Funding funding -> funding.amount();
            case Booking.Transfer transfer -> transfer.amount();
            case Booking.ForcedClose forced ->
                forced.price()
                        .multiply(forced.quantity())
                        .multiply(BigDecimal.valueOf(forced.side().sign()))
                        .subtract(forced.fee());
        };
    }
}
