package io.autotrade.portfolio;

import io.autotrade.broker.Position;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.ApprovalRecorded;
import io.autotrade.bus.BrokerHandOver;
import io.autotrade.bus.ConfigChanged;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.CycleStarted;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.ProtectionChanged;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.SchedulerChanged;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.bus.TransferBooked;
import io.autotrade.bus.VerdictGiven;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The books: a fold over the journal. Feed it every committed event in order; the same events always give the same
 * books.
 *
 * <p>Always and to the last digit: {@code cash = startingCash + transfers + realizedPnl - fees + funding} and
 * {@code equity = cash + unrealizedPnl}. Each fill and booking counts once, by its id. Opening a position changes
 * equity by its fee and by the distance of the fill from the mark, by nothing else.
 *
 * <p>Fees in another currency than the settlement currency do not touch the cash of the account; they are kept apart,
 * see {@link #foreignFees()}, because converting them would need a price nobody quoted.
 *
 * <p>Events before the first {@link AccountOpened} are outside the books; another {@link AccountOpened} begins new
 * ones. A forced close beyond what the books hold closes what they hold; the rest is a matter for reconciliation.
 *
 * <p>Not thread-safe: one thread at a time, with the visibility that a single event loop or a lock gives.
 */
public final class Ledger {

    private static final int KEPT_OUTCOMES = 200;
    private static final int KEPT_ACCOUNTS = 50;

    private final Provenance provenance = new Provenance();
    private Positions positions = new Positions(provenance);
    private Statistics statistics = new Statistics();
    private @Nullable AccountOpened account;
    private BigDecimal transfers = BigDecimal.ZERO;
    private BigDecimal fees = BigDecimal.ZERO;
    private BigDecimal funding = BigDecimal.ZERO;
    private BigDecimal modelCost = BigDecimal.ZERO;
    private BigDecimal peak = BigDecimal.ZERO;
    private final Map<String, BigDecimal> foreignFees = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<Symbol, Position> venue = new HashMap<>();
    private final Map<String, OutcomeRecorded> due = new LinkedHashMap<>();
    private final Deque<OutcomeRecorded> outcomes = new ArrayDeque<>();
    private final Deque<ClosedAccount> earlier = new ArrayDeque<>();

    /**
     * Folds one committed event.
     *
     * @return outcomes of positions that this event closed, to be journalled by the caller; at most one. They stay in
     *     {@link #missingOutcomes()} until their own event has been folded
     */
    public List<OutcomeRecorded> apply(DomainEvent event) {
        if (event instanceof AccountOpened opened) {
            open(opened);
            return List.of();
        }
        remember(event);
        if (account == null || isRepeated(event)) {
            return List.of();
        }
        statistics.apply(event);
        List<OutcomeRecorded> closed = book(event);
        closed.forEach(outcome -> due.put(outcome.outcomeId(), outcome));
        return closed;
    }

    private void remember(DomainEvent event) {
        switch (event) {
            case OrderIntended e -> provenance.intended(e);
            case DecisionMade e -> provenance.decided(e);
            case AdviceReceived e -> provenance.advised(e);
            default -> {
                // says nothing about causes
            }
        }
    }

    private boolean isRepeated(DomainEvent event) {
        return switch (event) {
            case FillRecorded e -> !seen.add("fill " + e.fillId());
            case ForcedCloseBooked e -> !seen.add("booking " + e.bookingId());
            case FundingBooked e -> !seen.add("booking " + e.bookingId());
            case TransferBooked e -> !seen.add("booking " + e.bookingId());
            case OutcomeRecorded e -> !seen.add("outcome " + e.outcomeId());
            default -> false;
        };
    }

    private List<OutcomeRecorded> book(DomainEvent event) {
        switch (event) {
            case FillRecorded e -> {
                return positions.fill(e, payFee(e));
            }
            case ForcedCloseBooked e -> {
                fees = fees.add(e.fee());
                return positions.forcedClose(e);
            }
            case FundingBooked e -> {
                funding = funding.add(e.amount());
                positions.fund(e);
            }
            case TransferBooked e -> {
                transfers = transfers.add(e.amount());
                peak = peak.add(e.amount());
            }
            case PortfolioMarked e -> {
                peak = peak.max(e.equity());
                positions.marked(e);
            }
            case OutcomeRecorded e -> keep(e);
            case AdviceReceived e -> modelCost = modelCost.add(e.costUsd());
            case DecisionMade e -> positions.decided(e.decision());
            case ProtectionChanged e -> positions.protection(e);
            case AccountOpened e -> {}
            case AlertRaised e -> {}
            case ApprovalRecorded e -> {}
            case BrokerHandOver e -> {}
            case ConfigChanged e -> {}
            case CounterfactualRecorded e -> {}
            case CritiqueRecorded e -> modelCost = modelCost.add(e.costUsd());
            case CycleEnded e -> {}
            case CycleStarted e -> {}
            case OrderChanged e -> {}
            case OrderIntended e -> {}
            case ReconciliationDifference e -> {}
            case RuleChanged e -> {}
            case SchedulerChanged e -> {}
            case TradingStateChanged e -> {}
            case VerdictGiven e -> {}
        }
        return List.of();
    }

    private void open(AccountOpened opened) {
        closeAccount(opened.at());
        account = opened;
        positions = new Positions(provenance);
        opened.taken().forEach(each -> positions.adopt(each, opened.at()));
        statistics = new Statistics();
        statistics.apply(opened);
        transfers = BigDecimal.ZERO;
        fees = BigDecimal.ZERO;
        funding = BigDecimal.ZERO;
        modelCost = BigDecimal.ZERO;
        peak = opened.startingEquity();
        foreignFees.clear();
        seen.clear();
        venue.clear();
        due.clear();
        outcomes.clear();
    }

    /** What the account leaves behind when another one is opened. */
    private void closeAccount(Instant at) {
        AccountOpened left = account;
        if (left != null) {
            Portfolio last = portfolio(Map.of(), at);
            earlier.addLast(new ClosedAccount(
                    left.brokerId(),
                    left.environment(),
                    left.currency(),
                    left.at(),
                    at,
                    left.startingCash(),
                    transfers,
                    last.realizedPnl(),
                    fees,
                    funding,
                    last.cash(),
                    last.positions().size()));
            if (earlier.size() > KEPT_ACCOUNTS) {
                earlier.removeFirst();
            }
        }
    }

    /** Accounts whose books were closed by the opening of others, oldest first; the last {@value #KEPT_ACCOUNTS}. */
    public List<ClosedAccount> earlierAccounts() {
        return List.copyOf(earlier);
    }

    /** Books the fee and returns what of it is in the settlement currency. */
    private BigDecimal payFee(FillRecorded fill) {
        if (!fill.feeCurrency().equals(opened().currency())) {
            foreignFees.merge(fill.feeCurrency(), fill.fee(), BigDecimal::add);
            return BigDecimal.ZERO;
        }
        fees = fees.add(fill.fee());
        return fill.fee();
    }

    private void keep(OutcomeRecorded outcome) {
        due.remove(outcome.outcomeId());
        outcomes.addLast(outcome);
        if (outcomes.size() > KEPT_OUTCOMES) {
            outcomes.removeFirst();
        }
    }

    /** The account whose books these are; empty before one was opened. */
    public Optional<AccountOpened> account() {
        return Optional.ofNullable(account);
    }

    /** Whether an account was opened; before that there are no books to show. */
    public boolean isOpen() {
        return account != null;
    }

    /**
     * Outcomes that should be in the journal and are not, oldest first: those of a crash between a fill and its
     * outcome.
     */
    public List<OutcomeRecorded> missingOutcomes() {
        return List.copyOf(due.values());
    }

    /** The last 200 closed positions, oldest first. */
    public List<OutcomeRecorded> closedPositions() {
        return List.copyOf(outcomes);
    }

    /** The last 200 executions, oldest first. */
    public List<Trade> recentTrades() {
        return positions.trades();
    }

    /** Statistics of the equity curve and of the closed positions since the account was opened. */
    public Statistics.Figures statistics() {
        return statistics.figures();
    }

    /**
     * Fees charged in other currencies than the settlement currency, by currency; not part of {@code fees} and cash.
     */
    public Map<String, BigDecimal> foreignFees() {
        return Map.copyOf(foreignFees);
    }

    /**
     * Takes from the venue's positions what the journal cannot know: the estimated liquidation price, and the leverage
     * of positions that no intent opened. Shown, never booked. A symbol that is absent loses what was known.
     */
    public void observe(Collection<Position> positionsAtVenue) {
        venue.clear();
        positionsAtVenue.forEach(position -> venue.put(position.symbol(), position));
    }

    /**
     * The books, marked.
     *
     * @param marks price by symbol; where one is missing the last journalled price of the position is used
     * @throws IllegalStateException before an account was opened
     */
    public Portfolio portfolio(Map<Symbol, BigDecimal> marks, Instant at) {
        AccountOpened opened = opened();
        SortedMap<Symbol, OpenPosition> open = new TreeMap<>();
        BigDecimal unrealized = BigDecimal.ZERO;
        BigDecimal margin = BigDecimal.ZERO;
        BigDecimal exposure = BigDecimal.ZERO;
        for (Book book : positions.open()) {
            OpenPosition position = view(book, marks.getOrDefault(book.symbol, book.lastPrice()));
            open.put(book.symbol, position);
            unrealized = unrealized.add(position.unrealizedPnl());
            margin = margin.add(position.margin());
            exposure = exposure.add(position.notional());
        }
        BigDecimal realized = positions.realized();
        BigDecimal cash = opened.startingCash()
                .add(transfers)
                .add(realized)
                .subtract(fees)
                .add(funding);
        return new Portfolio(
                opened.brokerId(),
                opened.currency(),
                opened.startingCash(),
                transfers,
                cash,
                cash.add(unrealized),
                unrealized,
                realized,
                fees,
                funding,
                margin,
                exposure,
                peak,
                modelCost,
                open,
                at);
    }

    private OpenPosition view(Book book, BigDecimal mark) {
        Position atVenue = venue.get(book.symbol);
        return atVenue == null || atVenue.side() != book.side
                ? book.view(mark, null, null)
                : book.view(mark, atVenue.leverage(), atVenue.liquidationPrice());
    }

    /**
     * A point of the equity curve, to be journalled by the caller.
     *
     * @param marks as for {@link #portfolio}
     * @param reason see {@link PortfolioMarked}
     */
    public PortfolioMarked mark(Map<Symbol, BigDecimal> marks, String reason, Instant at) {
        Portfolio now = portfolio(marks, at);
        SortedMap<Symbol, BigDecimal> used = new TreeMap<>();
        now.positions().forEach((symbol, position) -> used.put(symbol, position.markPrice()));
        return new PortfolioMarked(
                now.equity(),
                now.cash(),
                now.unrealizedPnl(),
                now.realizedPnl(),
                now.fees(),
                now.funding(),
                now.margin(),
                now.grossExposure(),
                now.peakEquity().max(now.equity()),
                now.drawdownPct(),
                now.modelCostUsd(),
                used.size(),
                used,
                reason,
                at);
    }

    private AccountOpened opened() {
        AccountOpened opened = account;
        if (opened == null) {
            throw new IllegalStateException("the books are not open: no account was opened yet");
        }
        return opened;
    }
}
