package io.autotrade.risk;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.Leg;
import io.autotrade.bus.MarketTime;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.bus.TransferBooked;
import io.autotrade.bus.VerdictGiven;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the limits remember: a fold over the journal, so that a restart forgets nothing.
 *
 * <ul>
 *   <li>The start of the day is the last mark at or before 00:00 UTC; in books younger than that, their starting cash.
 *   <li>The peak is the highest equity since the books were opened or an operator re-armed trading after a drawdown:
 *       with the re-arm a person has accepted the loss, and the limit counts from there.
 *   <li>Transfers move start of day and peak by their amount; they are neither gain nor loss.
 * </ul>
 *
 * Not thread-safe, as {@link io.autotrade.portfolio.Ledger}.
 */
public final class RiskLedger {

    private static final Duration RATE_WINDOW = Duration.ofMinutes(60);
    private static final TradingStateChanged INITIAL =
            new TradingStateChanged(TradingState.ACTIVE, List.of(), "service", Instant.EPOCH);

    private @Nullable BigDecimal equity;
    private Instant markedAt = Instant.EPOCH;
    private @Nullable BigDecimal dayStart;
    private @Nullable BigDecimal peak;
    private int lossStreak;
    private TradingStateChanged state = INITIAL;
    private final Map<Symbol, Instant> lastExit = new HashMap<>();
    private final Deque<Instant> entries = new ArrayDeque<>();
    private final Map<String, Fired> fired = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /**
     * When a rule last refused something.
     *
     * @param value what it observed then
     */
    public record Fired(Instant at, String decisionId, Symbol symbol, String value) {}

    /** Folds one committed event. */
    public void apply(DomainEvent event) {
        switch (event) {
            case AccountOpened e -> open(e);
            case PortfolioMarked e -> mark(e.equity(), e.at());
            case TransferBooked e -> transfer(e);
            case OutcomeRecorded e -> outcome(e);
            case OrderIntended e -> intended(e);
            case TradingStateChanged e -> changed(e);
            case VerdictGiven e -> verdict(e);
            default -> {
                // no limit depends on it
            }
        }
    }

    private void open(AccountOpened opened) {
        equity = opened.startingEquity();
        dayStart = opened.startingEquity();
        peak = opened.startingEquity();
        markedAt = opened.at();
        if (state.equals(INITIAL)) {
            state = new TradingStateChanged(TradingState.ACTIVE, List.of(), "service", opened.at());
        }
    }

    private void mark(BigDecimal marked, Instant toldAt) {
        BigDecimal before = equity;
        Instant at = onward(toldAt);
        if (before == null || dayStart == null) {
            dayStart = marked;
        } else if (isMidnight(at)) {
            dayStart = marked;
        } else if (!day(at).equals(day(markedAt))) {
            dayStart = before;
        }
        equity = marked;
        peak = peak == null ? marked : peak.max(marked);
        markedAt = at;
    }

    /** A clock that was set back a little does not begin the same day again. */
    private Instant onward(Instant at) {
        return at.isBefore(markedAt) && !MarketTime.isOfAnotherMarket(markedAt, at) ? markedAt : at;
    }

    private static Instant day(Instant at) {
        return at.truncatedTo(ChronoUnit.DAYS);
    }

    private static boolean isMidnight(Instant at) {
        return at.equals(day(at));
    }

    private void transfer(TransferBooked booked) {
        if (seen.add("booking " + booked.bookingId())) {
            equity = plus(equity, booked.amount());
            dayStart = plus(dayStart, booked.amount());
            peak = plus(peak, booked.amount());
        }
    }

    private static @Nullable BigDecimal plus(@Nullable BigDecimal value, BigDecimal amount) {
        return value == null ? null : value.add(amount);
    }

    private void outcome(OutcomeRecorded outcome) {
        if (!seen.add("outcome " + outcome.outcomeId())) {
            return;
        }
        lastExit.merge(
                outcome.symbol(), outcome.at(), (a, b) -> a.isAfter(b) && !MarketTime.isOfAnotherMarket(a, b) ? a : b);
        int sign = outcome.netPnl().signum();
        if (sign < 0) {
            lossStreak++;
        } else if (sign > 0) {
            lossStreak = 0;
        }
    }

    private void intended(OrderIntended intent) {
        if (intent.leg() == Leg.ENTRY) {
            entries.addLast(intent.at());
            Instant horizon = intent.at().minus(RATE_WINDOW);
            entries.removeIf(at -> !at.isAfter(horizon) || MarketTime.isOfAnotherMarket(at, intent.at()));
        }
    }

    private void changed(TradingStateChanged change) {
        if (change.by().equals(Breakers.OPERATOR)) {
            if (isRearmed(change, Breakers.Cause.DRAWDOWN)) {
                peak = equity;
            }
            if (isRearmed(change, Breakers.Cause.LOSS_STREAK)) {
                lossStreak = 0;
            }
        }
        state = change;
    }

    private boolean isRearmed(TradingStateChanged change, Breakers.Cause cause) {
        boolean cleared = !cause.isIn(change.reasons());
        return cleared && (change.state() == TradingState.ACTIVE || cause.isIn(state.reasons()));
    }

    private void verdict(VerdictGiven verdict) {
        for (RuleResult rule : verdict.rules()) {
            if (!rule.passed()) {
                fired.put(rule.code(), new Fired(verdict.at(), verdict.decisionId(), verdict.symbol(), rule.value()));
            }
        }
    }

    /**
     * What the limits remember at this moment. {@code now} is not before the last event unless the clock was set back,
     * see {@link MarketTime}.
     */
    public RiskHistory history(Instant now) {
        BigDecimal start = day(onward(now)).equals(day(markedAt)) ? dayStart : equity;
        Instant horizon = now.minus(RATE_WINDOW);
        int orders = (int) entries.stream()
                .filter(at -> at.isAfter(horizon) && !MarketTime.isOfAnotherMarket(at, now))
                .count();
        Map<Symbol, Instant> exits = new HashMap<>(lastExit);
        exits.values().removeIf(at -> MarketTime.isOfAnotherMarket(at, now));
        return new RiskHistory(start, peak, lossStreak, exits, orders);
    }

    int rememberedEntries() {
        return entries.size();
    }

    /** The trading state as last journalled; before the first change ACTIVE since the books were opened. */
    public TradingStateChanged state() {
        return state;
    }

    /** When each rule last refused something, by code. */
    public Map<String, Fired> lastFired() {
        return Map.copyOf(fired);
    }
}
