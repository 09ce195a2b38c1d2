package io.autotrade.execution;

import io.autotrade.broker.Balance;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Position;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.execution.OrderDesk.Cause;
import io.autotrade.execution.OrderDesk.Ticket;
import io.autotrade.execution.StopReport.Kind;
import io.autotrade.execution.StopReport.Step;
import io.autotrade.journal.Journal;
import io.autotrade.risk.Breakers;
import io.autotrade.risk.MarginRule;
import io.autotrade.risk.RiskLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops what must be stopped, at once and until the venue confirms it. Protective orders always stay. An error reply is
 * a failure and is tried again; what is not confirmed in the end stays pending, see {@link #resume}, also over the end
 * of this process. Runs on a virtual thread, one action at a time.
 */
public final class KillSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(KillSwitch.class);
    private static final int ATTEMPTS = 5;

    private final Venue venue;
    private final Books books;
    private final OrderDesk desk;
    private final Reconciler reconciler;
    private final FactRecorder facts;
    private final InstantSource clock;
    private final FlattenLatch flatten;
    private final StopNote note;
    private volatile boolean entriesPending;
    /** Whether people were told that it is not confirmed. */
    private boolean flatTold;

    KillSwitch(
            Venue venue,
            Journal journal,
            Books books,
            OrderDesk desk,
            Reconciler reconciler,
            FactRecorder facts,
            InstantSource clock,
            StopNote note) {
        this.note = note;
        this.flatten = new FlattenLatch(journal.keyValues("desk." + venue.brokerId()));
        this.venue = venue;
        this.books = books;
        this.desk = desk;
        this.reconciler = reconciler;
        this.facts = facts;
        this.clock = clock;
        // a stop that a crash cut short is finished by the next start
        this.entriesPending = books.tradingState() == TradingState.HALTED;
    }

    /** Allows exits only, and withdraws entries that have not been filled. */
    public StopReport reduce(String by, String reason) {
        return changeState(Breakers.Cause.OPERATOR_REDUCE, by, reason).then(cancelEntries());
    }

    /** Stops all trading, and withdraws entries that have not been filled. Positions keep their stops. */
    public StopReport halt(String by, String reason) {
        return changeState(Breakers.Cause.OPERATOR_HALT, by, reason).then(cancelEntries());
    }

    /** Takes up a flatten that the end of an earlier process has cut short; to be called once, before anything else. */
    public void restore() {
        flatten.restore();
    }

    /** As {@link #halt}, then closes every position and repeats until the venue shows none. */
    public StopReport flatten(String by, String reason) {
        flatten.close(reason);
        return halt(by, reason).then(closeAll("flatten", reason));
    }

    /** Whether a stop waits for the venue's confirmation. */
    public boolean pending() {
        return entriesPending || flatten.closed();
    }

    /** Goes on with a stop that the venue has not confirmed yet; does nothing when there is none. */
    public void resume() {
        if (entriesPending) {
            cancelEntries();
        }
        String reason = flatten.reason();
        if (reason != null) {
            closeAll("flatten", reason);
        }
    }

    /** Closes every position and repeats until the venue shows none. */
    public StopReport closeAll(String action, String reason) {
        List<Step> steps = new ArrayList<>();
        String cause = action + '/' + clock.instant().toEpochMilli();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                List<Position> open = venue.broker().positions().await();
                if (open.isEmpty()) {
                    Instant venueAt = venueTime();
                    flatten.open();
                    flatTold = false;
                    steps.add(step(Kind.FLAT, venueAt, "flat, confirmed by the venue"));
                    return new StopReport(true, steps);
                }
                flatten.close(reason);
                for (Position position : open) {
                    steps.addAll(close(cause, unused(cause, position.symbol()), position, null, reason));
                }
            } catch (BrokerException e) {
                steps.add(failed("positions could not be read: " + e.getMessage()));
            }
            reconciler.run();
        }
        flatten.close(reason);
        steps.add(failed("not flat after " + ATTEMPTS + " attempts; it goes on, look at the venue's own screen"));
        unconfirmed(!flatTold, "positions are still open");
        flatTold = true;
        return new StopReport(false, steps);
    }

    /** Time may stand still between two attempts, and an order that was sent is never sent again. */
    private int unused(String cause, Symbol symbol) {
        int generation = 0;
        while (books.order(ClientOrderIds.of(cause, symbol, Leg.SAFETY, generation))
                .isPresent()) {
            generation++;
        }
        return generation;
    }

    /**
     * Closes half of these positions, once. What is smaller than the smallest order is closed whole.
     *
     * @param action names this occasion, so that the same one never halves twice
     */
    public StopReport halve(String action, String reason, List<Position> positions) {
        List<Step> steps = new ArrayList<>();
        for (Position position : positions) {
            steps.addAll(close(action, 0, position, half(position), reason));
        }
        reconciler.run();
        return new StopReport(true, steps);
    }

    /** As {@link #halve(String, String, List)} for every open position. */
    public StopReport halveAll(String action, String reason) {
        try {
            return halve(action, reason, venue.broker().positions().await());
        } catch (BrokerException e) {
            return new StopReport(false, List.of(failed("positions could not be read: " + e.getMessage())));
        }
    }

    /** Reduces or closes when liquidation is near; null when the margin could not be read. */
    public @Nullable BigDecimal lookAfterMargin() {
        try {
            Balance balance = venue.broker().balance().await();
            MarginRule.Stage stage = MarginRule.stage(balance);
            if (stage != MarginRule.Stage.SAFE) {
                String reason = "maintenance margin is " + MarginRule.ratio(balance) + " of equity";
                StopReport report = cancelEntries().then(relieve(stage, balance, reason));
                LOG.error("{}: {}", reason, report.actions());
            }
            return MarginRule.ratio(balance);
        } catch (BrokerException e) {
            LOG.warn("the margin could not be read: {}", e.getMessage());
            return null;
        }
    }

    private StopReport relieve(MarginRule.Stage stage, Balance balance, String reason) {
        return switch (stage) {
            case SAFE -> new StopReport(true, List.of());
            case REDUCE -> {
                List<Position> open = venue.broker().positions().await();
                String action = "margin/" + clock.instant().toEpochMilli();
                yield halve(action, reason, MarginRule.toHalve(balance, open));
            }
            case CLOSE -> closeAll("margin", reason);
        };
    }

    private @Nullable BigDecimal half(Position position) {
        return venue.instrument(position.symbol())
                .map(instrument -> {
                    BigDecimal step = instrument.quantityStep();
                    BigDecimal steps =
                            position.quantity().divide(BigDecimal.TWO).divide(step, 0, RoundingMode.DOWN);
                    return steps.multiply(step);
                })
                .filter(quantity -> quantity.signum() > 0
                        && venue.instrument(position.symbol())
                                .filter(instrument -> quantity.compareTo(instrument.minQuantity()) >= 0)
                                .isPresent())
                .orElse(null);
    }

    private List<Step> close(
            String cause, int attempt, Position position, @Nullable BigDecimal quantity, String reason) {
        List<Step> steps = new ArrayList<>();
        String what = "close " + (quantity == null ? "" : quantity.toPlainString() + " of ") + position.symbol();
        steps.add(step(Kind.SENT, null, what));
        Ticket ticket = desk.close(
                Cause.safety(cause, null, reason),
                Leg.SAFETY,
                attempt,
                position.symbol(),
                position.side().exitSide(),
                quantity,
                position.markPrice());
        Kind kind = refused(ticket.status()) ? Kind.FAILED : Kind.CLOSED;
        Instant venueAt =
                books.order(ticket.clientOrderId()).map(TrackedOrder::updatedAt).orElse(null);
        steps.add(step(kind, venueAt, what + ": " + ticket.status().wireName() + suffix(ticket.detail())));
        return steps;
    }

    private static boolean refused(OrderStatus status) {
        return switch (status) {
            case REJECTED, NOT_SENT, UNKNOWN, NEVER_ARRIVED, CANCELLED -> true;
            case INTENDED, SENT, OPEN, PARTIALLY_FILLED, FILLED -> false;
        };
    }

    /** A database that is away does not keep the switch from working: the change holds at once and is written later. */
    private StopReport changeState(Breakers.Cause cause, String by, String reason) {
        String why = by + (reason.isBlank() ? "" : ": " + reason);
        TradingStateChanged current = books.withLimits(RiskLedger::state);
        TradingStateChanged change = Breakers.ordered(current, cause, why).change(Breakers.OPERATOR, clock.instant());
        String text = "trading is " + change.state();
        AlertRaised alert = AlertCode.of(cause.code())
                .raised(AlertRaised.Severity.CRITICAL, text + " by order of " + why, null, clock.instant());
        Journal.Receipt receipt = facts.urgent(List.of(change, alert));
        receipt.known().await();
        if (receipt.committed().isComplete()) {
            note.take();
        } else {
            text += "; the database is away, so this is written when it is back";
            if (change.state() == TradingState.HALTED) {
                note.leave(flatten.closed());
                receipt.committed().onSuccess(written -> note.take());
            }
        }
        return new StopReport(true, List.of(step(Kind.STATE, null, text)));
    }

    /** Withdraws entries that have not been filled and repeats until the venue shows none. */
    public StopReport cancelEntries() {
        List<Step> steps = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                List<Order> entries = openEntries();
                if (entries.isEmpty()) {
                    Instant venueAt = venueTime();
                    entriesPending = false;
                    steps.add(step(Kind.NO_ENTRIES, venueAt, "no entry order is open, confirmed by the venue"));
                    return new StopReport(true, steps);
                }
                entries.forEach(order -> steps.addAll(cancel(order)));
            } catch (BrokerException e) {
                steps.add(failed("open orders could not be read: " + e.getMessage()));
            }
            reconciler.run();
        }
        boolean first = !entriesPending;
        entriesPending = true;
        steps.add(failed("whether entry orders are still open is not known after " + ATTEMPTS
                + " attempts; it goes on, look at the venue's own screen"));
        unconfirmed(first, "whether entry orders are still open is not known");
        return new StopReport(false, steps);
    }

    private List<Step> cancel(Order order) {
        String what = "cancel " + order.clientOrderId() + " " + order.symbol();
        Step sent = step(Kind.SENT, null, what);
        WriteResult result = venue.broker()
                .cancel(order.symbol(), Objects.requireNonNull(order.clientOrderId()))
                .await();
        return switch (result) {
            case WriteResult.Accepted accepted -> List.of(sent, step(Kind.CANCELLED, accepted.at(), what + ": taken"));
            case WriteResult.Rejected rejected ->
                List.of(sent, failed(what + ": " + rejected.reason() + " " + rejected.message()));
            case WriteResult.NotSent notSent -> List.of(sent, failed(what + ": " + text(notSent.fault())));
            case WriteResult.Unknown unknown -> List.of(sent, failed(what + ": " + text(unknown.fault())));
        };
    }

    private static String text(BrokerFault fault) {
        return fault.message();
    }

    private List<Order> openEntries() {
        return venue.broker().openOrders().await().stream()
                .filter(order ->
                        order.origin() == OrderOrigin.SERVICE && !order.reduceOnly() && order.clientOrderId() != null)
                .toList();
    }

    /** When the venue says it is; its account statement carries the time. */
    private Instant venueTime() {
        return venue.broker().balance().await().at();
    }

    private void unconfirmed(boolean first, String what) {
        if (first) {
            facts.record(List.of(AlertCode.STOP_UNCONFIRMED.raised(
                    AlertRaised.Severity.CRITICAL,
                    "a stop is not confirmed by " + venue.brokerId() + ": " + what
                            + ". It is tried again; look at the venue's own screen",
                    null,
                    clock.instant())));
        }
    }

    private Step step(Kind kind, @Nullable Instant venueAt, String text) {
        return new Step(kind, clock.instant(), venueAt, text);
    }

    private Step failed(String text) {
        return step(Kind.FAILED, null, text);
    }

    private static String suffix(String detail) {
        return detail.isBlank() ? "" : " (" + detail + ")";
    }
}
