package io.autotrade.execution;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.Capability;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Position;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.ProtectionChanged;
import io.autotrade.execution.OrderDesk.Cause;
import io.autotrade.execution.OrderDesk.Ticket;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.portfolio.Portfolio;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every position has its stop at the venue: a stop that is missing is placed again; a position that
 * cannot be protected is closed. Runs on a virtual thread, one run at a time.
 */
public final class ProtectionGuard {

    private static final int ATTEMPTS = 2;

    private final Venue venue;
    private final Books books;
    private final OrderDesk desk;
    private final FactRecorder facts;
    private final InstantSource clock;
    /** Positions whose stop was confirmed already, so that the journal hears of it once. */
    private final Map<Symbol, BigDecimal> confirmed = new HashMap<>();

    ProtectionGuard(Venue venue, Books books, OrderDesk desk, FactRecorder facts, InstantSource clock) {
        this.venue = venue;
        this.books = books;
        this.desk = desk;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Looks at every position of these books and repairs what is not protected.
     *
     * @return number of positions that were found without their stop
     */
    public int check() {
        facts.known().await();
        Portfolio portfolio = books.portfolio(Map.of(), clock.instant());
        confirmed.keySet().retainAll(portfolio.positions().keySet());
        if (portfolio.positions().isEmpty()) {
            return 0;
        }
        Map<Symbol, Position> atVenue = new HashMap<>();
        try {
            venue.broker().positions().await().forEach(position -> atVenue.put(position.symbol(), position));
        } catch (BrokerException e) {
            return 0; // no information; reconciliation reports it
        }
        int naked = 0;
        for (OpenPosition position : portfolio.positions().values()) {
            Position seen = atVenue.get(position.symbol());
            if (seen == null || seen.side() != position.side()) {
                continue; // a difference, which reconciliation explains
            }
            if (seen.stopPrice() != null) {
                confirm(position, seen);
            } else {
                naked++;
                repair(position);
            }
        }
        return naked;
    }

    private void confirm(OpenPosition position, Position seen) {
        BigDecimal stop = Objects.requireNonNull(seen.stopPrice());
        BigDecimal before = confirmed.put(position.symbol(), stop);
        if (before == null || before.compareTo(stop) != 0) {
            Instant now = clock.instant();
            facts.record(List.of(new ProtectionChanged(
                    position.symbol(),
                    seen.protectionId(),
                    position.decisionId(),
                    stop,
                    seen.targetPrice(),
                    "verified",
                    "",
                    now)));
            warnIfLoosened(position, stop, now);
        }
    }

    /** The service never moves a stop to more risk; where the venue shows such a one, somebody else did. */
    private void warnIfLoosened(OpenPosition position, BigDecimal stop, Instant now) {
        BigDecimal wanted = position.stopPrice();
        if (wanted == null) {
            return;
        }
        BigDecimal loosened = wanted.subtract(stop)
                .multiply(BigDecimal.valueOf(position.side().sign()));
        BigDecimal rounding =
                venue.instrument(position.symbol()).map(Instrument::priceStep).orElse(BigDecimal.ZERO);
        if (loosened.compareTo(rounding) > 0) {
            facts.record(List.of(AlertCode.STOP_LOOSENED.raised(
                    AlertRaised.Severity.CRITICAL,
                    "the venue shows the stop of " + position.symbol() + " at " + stop.toPlainString() + " instead of "
                            + wanted.toPlainString() + ", which risks more than was judged",
                    position.symbol(),
                    now)));
        }
    }

    private void repair(OpenPosition position) {
        Instant now = clock.instant();
        confirmed.remove(position.symbol());
        facts.record(List.of(
                protection(position, "missing", "the venue shows no stop", now),
                AlertCode.NAKED_POSITION.raised(
                        AlertRaised.Severity.CRITICAL,
                        position.symbol() + " has no stop at the venue; placing it again",
                        position.symbol(),
                        now)));
        String cause = "repair/" + position.symbol() + '/' + now.toEpochMilli();
        Cause why = Cause.safety(cause, position.decisionId(), "the stop was missing at the venue");
        if (position.stopPrice() != null && venue.can(Capability.POSITION_PROTECTION)) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Ticket ticket = desk.protect(
                        why, attempt, position.symbol(), position.side(), position.stopPrice(), position.targetPrice());
                if (ticket.status() == OrderStatus.OPEN) {
                    return;
                }
            }
        }
        facts.record(List.of(protection(position, "failed", "no stop could be placed; closing", now)));
        desk.close(why, Leg.SAFETY, 0, position.symbol(), position.side().exitSide(), position.markPrice());
    }

    private static ProtectionChanged protection(
            OpenPosition position, String status, @Nullable String detail, Instant at) {
        return new ProtectionChanged(
                position.symbol(),
                position.protectionId(),
                position.decisionId(),
                position.stopPrice(),
                position.targetPrice(),
                status,
                Objects.toString(detail, ""),
                at);
    }
}
