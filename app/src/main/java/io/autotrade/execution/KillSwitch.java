package io.autotrade.execution;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Position;
import io.autotrade.broker.WriteResult;
import io.autotrade.bus.Leg;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.execution.OrderDesk.Cause;
import io.autotrade.execution.OrderDesk.Ticket;
import io.autotrade.journal.Journal;
import io.autotrade.risk.Breakers;
import io.autotrade.risk.RiskLedger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Stops what must be stopped, at once and until the venue confirms it. Protective orders always stay. Runs on a virtual
 * thread, one action at a time.
 */
public final class KillSwitch {

    private static final int ATTEMPTS = 5;

    private final Venue venue;
    private final Journal journal;
    private final Books books;
    private final OrderDesk desk;
    private final Reconciler reconciler;
    private final InstantSource clock;

    KillSwitch(Venue venue, Journal journal, Books books, OrderDesk desk, Reconciler reconciler, InstantSource clock) {
        this.venue = venue;
        this.journal = journal;
        this.books = books;
        this.desk = desk;
        this.reconciler = reconciler;
        this.clock = clock;
    }

    /** Allows exits only, and withdraws entries that have not been filled. */
    public List<String> reduce(String by, String reason) {
        changeState(Breakers.Cause.OPERATOR_REDUCE, by, reason);
        return cancelEntries();
    }

    /** Stops all trading, and withdraws entries that have not been filled. Positions keep their stops. */
    public List<String> halt(String by, String reason) {
        changeState(Breakers.Cause.OPERATOR_HALT, by, reason);
        return cancelEntries();
    }

    /** As {@link #halt}, then closes every position and repeats until the venue shows none. */
    public List<String> flatten(String by, String reason) {
        List<String> actions = new ArrayList<>(halt(by, reason));
        actions.addAll(closeAll("flatten", reason));
        return actions;
    }

    /** Closes every position and repeats until the venue shows none. */
    public List<String> closeAll(String action, String reason) {
        List<String> actions = new ArrayList<>();
        String cause = action + '/' + clock.instant().toEpochMilli();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Position> open;
            try {
                open = venue.broker().positions().await();
            } catch (BrokerException e) {
                actions.add("positions could not be read: " + e.getMessage());
                continue;
            }
            if (open.isEmpty()) {
                actions.add("flat, confirmed by the venue at " + clock.instant());
                return actions;
            }
            for (Position position : open) {
                actions.add(close(cause, attempt, position, reason));
            }
            reconciler.run();
        }
        actions.add("not flat after " + ATTEMPTS + " attempts; look at the venue's own screen");
        return actions;
    }

    private String close(String cause, int attempt, Position position, String reason) {
        Ticket ticket = desk.close(
                Cause.safety(cause, null, reason),
                Leg.SAFETY,
                attempt,
                position.symbol(),
                position.side().exitSide(),
                position.markPrice());
        return "close " + position.symbol() + ": " + ticket.status().wireName() + suffix(ticket.detail());
    }

    private void changeState(Breakers.Cause cause, String by, String reason) {
        String why = by + (reason.isBlank() ? "" : ": " + reason);
        TradingStateChanged current = books.withLimits(RiskLedger::state);
        journal.append(Breakers.ordered(current, cause, why).change(Breakers.OPERATOR, clock.instant()))
                .await();
    }

    private List<String> cancelEntries() {
        List<String> actions = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Order> entries;
            try {
                entries = openEntries();
            } catch (BrokerException e) {
                actions.add("open orders could not be read: " + e.getMessage());
                continue;
            }
            if (entries.isEmpty()) {
                actions.add("no entry order is open, confirmed by the venue at " + clock.instant());
                return actions;
            }
            entries.forEach(order -> actions.add(cancel(order)));
            reconciler.run();
        }
        actions.add("whether entry orders are still open is not known after " + ATTEMPTS + " attempts");
        return actions;
    }

    private String cancel(Order order) {
        WriteResult result = venue.broker()
                .cancel(order.symbol(), Objects.requireNonNull(order.clientOrderId()))
                .await();
        return "cancel " + order.clientOrderId() + " " + order.symbol() + ": "
                + result.getClass().getSimpleName();
    }

    private List<Order> openEntries() {
        return venue.broker().openOrders().await().stream()
                .filter(order ->
                        order.origin() == OrderOrigin.SERVICE && !order.reduceOnly() && order.clientOrderId() != null)
                .toList();
    }

    private static String suffix(String detail) {
        return detail.isBlank() ? "" : " (" + detail + ")";
    }
}
