package io.autotrade.execution;

import io.autotrade.broker.Balance;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.portfolio.Portfolio;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Holds the venue's cash against that of the books. A difference is money that moved and was never told: interest, a
 * fee outside of fills, a transfer. It stops nothing, because orders and positions are right; but equity, and every
 * limit that is a part of it, is off by as much.
 */
final class CashCheck {

    /** Settlement currency; less is rounding of the venue. */
    private static final BigDecimal SAME = new BigDecimal("0.01");

    private BigDecimal before = BigDecimal.ZERO;
    private BigDecimal told = BigDecimal.ZERO;

    /**
     * A difference counts when two readings in a row agree on it, and is told once.
     *
     * @param local marked or not; only its cash is read
     */
    List<DomainEvent> compare(Balance atVenue, Portfolio local, Instant now) {
        if (!atVenue.currency().equals(local.currency())) {
            return List.of();
        }
        BigDecimal difference = atVenue.cash().subtract(local.cash());
        boolean agreed = difference.compareTo(before) == 0;
        before = difference;
        if (!agreed || difference.subtract(told).abs().compareTo(SAME) < 0) {
            return List.of();
        }
        told = difference;
        String books = local.cash().toPlainString() + ' ' + local.currency();
        String venue = atVenue.cash().toPlainString() + ' ' + atVenue.currency();
        return List.of(
                new ReconciliationDifference("cash", null, books, venue, false, now),
                AlertCode.CASH_DIFFERENCE.raised(
                        AlertRaised.Severity.WARNING,
                        "the venue's cash is " + venue + ", the books have " + books
                                + "; something was charged or moved that no fill and no booking told",
                        null,
                        now));
    }
}
