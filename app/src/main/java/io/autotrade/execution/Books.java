package io.autotrade.execution;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.BrokerHandOver;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.CycleStarted;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.SchedulerChanged;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.portfolio.Ledger;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.Breakers;
import io.autotrade.risk.GateInput.PendingExposure;
import io.autotrade.risk.RiskHistory;
import io.autotrade.risk.RiskLedger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything the service knows, as folds over the journal: positions and results, limits, orders, schedule, trading
 * state. While the database is away they run ahead of it by what waits to be written. Safe from any thread; every
 * answer is a consistent copy.
 */
public final class Books {

    /**
     * Where the schedule stands according to the journal.
     *
     * @param lastCycle number of the last cycle that began, 0 before the first
     * @param lastStartedAt by the service's clock
     * @param lastStartedWall by the wall clock
     */
    public record Schedule(
            boolean paused,
            long lastCycle,
            @Nullable Instant lastStartedAt,
            @Nullable Instant lastStartedWall,
            int consecutiveFailures) {

        static final Schedule NONE = new Schedule(false, 0, null, null, 0);

        private Schedule withPaused(boolean now) {
            return new Schedule(now, lastCycle, lastStartedAt, lastStartedWall, consecutiveFailures);
        }

        private Schedule started(CycleStarted cycle, Instant wall) {
            return new Schedule(paused, cycle.number(), cycle.at(), wall, consecutiveFailures);
        }

        private Schedule ended(CycleEnded cycle) {
            int failures = cycle.result().equals(CycleEnded.SUCCESS) ? 0 : consecutiveFailures + 1;
            return new Schedule(paused, lastCycle, lastStartedAt, lastStartedWall, failures);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Ledger ledger = new Ledger();
    private final RiskLedger limits = new RiskLedger();
    private final OrderRegister orders = new OrderRegister();
    private final Set<Symbol> haltedSymbols = new TreeSet<>();
    private Schedule schedule = Schedule.NONE;
    private @Nullable TradingStateChanged state;
    private @Nullable String brokerId;
    private @Nullable BrokerHandOver handOver;
    private Instant lastAt = Instant.EPOCH;

    /**
     * Takes one event into the books: when it is committed, or before, when the database is away and the event waits
     * for it in order.
     *
     * @param known wall time of that
     * @return outcomes of positions that this entry closed, to be journalled by the caller
     */
    public List<OutcomeRecorded> apply(DomainEvent event, Instant known) {
        return locked(() -> {
            lastAt = event.at();
            orders.apply(event);
            limits.apply(event);
            switch (event) {
                case SchedulerChanged changed -> schedule = schedule.withPaused(changed.paused());
                case CycleStarted started -> schedule = schedule.started(started, known);
                case CycleEnded ended -> schedule = schedule.ended(ended);
                case TradingStateChanged changed -> stateChanged(changed);
                case ReconciliationDifference difference -> differs(difference);
                case AccountOpened opened -> {
                    brokerId = opened.brokerId();
                    haltedSymbols.clear();
                }
                case BrokerHandOver step -> handOver = step;
                default -> {
                    // nothing beyond the folds above
                }
            }
            return ledger.apply(event);
        });
    }

    /** Takes a committed entry into the books. */
    public List<OutcomeRecorded> apply(JournalEntry entry) {
        return apply(entry.event(), entry.recordedAt());
    }

    private void stateChanged(TradingStateChanged changed) {
        state = changed;
        if (changed.by().equals(Breakers.OPERATOR) && changed.reasons().stream().noneMatch(Books::keepsHalts)) {
            haltedSymbols.clear();
        }
    }

    /** A re-arm that leaves no difference standing releases the symbols; an operator's halt does not. */
    private static boolean keepsHalts(String reason) {
        return reason.startsWith(Breakers.Cause.RECONCILIATION.code())
                || reason.startsWith(Breakers.Cause.OPERATOR_HALT.code())
                || reason.startsWith(Breakers.Cause.OPERATOR_REDUCE.code());
    }

    private void differs(ReconciliationDifference difference) {
        if (!difference.explained() && difference.symbol() != null) {
            haltedSymbols.add(difference.symbol());
        }
    }

    /**
     * Symbols that may not be traded: an order of unknown outcome, or a difference to the venue nobody could explain.
     */
    public Set<Symbol> blockedSymbols() {
        return locked(() -> {
            Set<Symbol> blocked = new TreeSet<>(haltedSymbols);
            orders.unresolved().forEach(order -> blocked.add(order.symbol()));
            return blocked;
        });
    }

    /** Symbols halted because of an unexplained difference, until an operator re-arms. */
    public Set<Symbol> haltedSymbols() {
        return locked(() -> Set.copyOf(haltedSymbols));
    }

    public Schedule schedule() {
        return locked(() -> schedule);
    }

    /** The broker whose account these books keep; empty before the first start. */
    public Optional<String> brokerId() {
        return locked(() -> Optional.ofNullable(brokerId));
    }

    /** The last step of the last hand-over between brokers; empty when there was none. */
    public Optional<BrokerHandOver> handOver() {
        return locked(() -> Optional.ofNullable(handOver));
    }

    /** When the newest entry happened, by the service's clock; 1970 before the first. */
    public Instant lastAt() {
        return locked(() -> lastAt);
    }

    public TradingState tradingState() {
        return tradingStateChange().map(TradingStateChanged::state).orElse(TradingState.ACTIVE);
    }

    /** The last change of the trading state; empty when it was never changed. */
    public Optional<TradingStateChanged> tradingStateChange() {
        return locked(() -> Optional.ofNullable(state));
    }

    /** The books marked with these prices; a position without a price keeps its last known one. */
    public Portfolio portfolio(Map<Symbol, BigDecimal> marks, Instant at) {
        return locked(() -> ledger.portfolio(marks, at));
    }

    public PortfolioMarked mark(Map<Symbol, BigDecimal> marks, String reason, Instant at) {
        return locked(() -> ledger.mark(marks, reason, at));
    }

    /** Outcomes that should be in the journal and are not, after a crash between a fill and its outcome. */
    public List<OutcomeRecorded> missingOutcomes() {
        return locked(ledger::missingOutcomes);
    }

    public RiskHistory history(Instant now) {
        return locked(() -> limits.history(now));
    }

    public Optional<TrackedOrder> order(ClientOrderId id) {
        return locked(() -> orders.order(id));
    }

    /** The intent that set the stop and target with this id. */
    public Optional<OrderIntended> protectionOwner(ClientOrderId id) {
        return locked(() -> orders.protectionOwner(id));
    }

    public boolean knowsFill(String fillId) {
        return locked(() -> orders.knowsFill(fillId));
    }

    public boolean knowsBooking(String bookingId) {
        return locked(() -> orders.knowsBooking(bookingId));
    }

    public List<TrackedOrder> unresolvedOrders() {
        return locked(orders::unresolved);
    }

    public List<TrackedOrder> openOrders() {
        return locked(orders::open);
    }

    public List<OrderIntended> pendingEntries() {
        return locked(orders::pendingEntries);
    }

    public PendingExposure pendingExposure() {
        return locked(orders::pendingExposure);
    }

    /** The newest fills, oldest first. */
    public List<FillRecorded> recentFills() {
        return locked(orders::recentFills);
    }

    /** For reading several things of the ledger as of one moment; it must not be kept or changed. */
    public <T> T withLedger(Function<Ledger, T> reader) {
        return locked(() -> reader.apply(ledger));
    }

    /** For reading several things of the limits as of one moment; they must not be kept or changed. */
    public <T> T withLimits(Function<RiskLedger, T> reader) {
        return locked(() -> reader.apply(limits));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
