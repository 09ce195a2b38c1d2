package io.autotrade.simulated.broker;

import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the market does to the account. */
final class MarketRules {

    /**
     * A market that goes on after a crash tells up to a bar again. What is older than that comes from another market.
     */
    private static final Duration TOLD_AGAIN = Duration.ofHours(1);

    private final State state;
    private final Terms terms;
    private final Map<Symbol, Instrument> instruments;
    private final Valuation valuation;
    private final Ledger ledger;
    private final Prices prices;
    private final Map<Symbol, Ticker> tickers = new HashMap<>();

    MarketRules(
            State state,
            Terms terms,
            Map<Symbol, Instrument> instruments,
            Valuation valuation,
            Ledger ledger,
            Prices prices) {
        this.state = state;
        this.terms = terms;
        this.instruments = instruments;
        this.valuation = valuation;
        this.ledger = ledger;
        this.prices = prices;
    }

    /**
     * Remembers prices unless newer ones are known.
     *
     * @return whether they are news; if not they have had their effect before, and must not reach what was ordered
     *     since
     */
    boolean see(Ticker ticker) {
        Ticker known = tickers.get(ticker.symbol());
        if (known == null || !ticker.at().isBefore(known.at())) {
            tickers.put(ticker.symbol(), ticker);
        }
        State.Mark mark = state.marks.get(ticker.symbol());
        if (mark != null && isToldAgain(ticker.at(), mark.at())) {
            return false;
        }
        state.marks.put(ticker.symbol(), new State.Mark(ticker.mark(), ticker.at()));
        return true;
    }

    private static boolean isToldAgain(Instant at, Instant newest) {
        return at.isBefore(newest) && !at.isBefore(newest.minus(TOLD_AGAIN));
    }

    /** The newest prices; null before the first. */
    @Nullable
    Ticker ticker(Symbol symbol) {
        return tickers.get(symbol);
    }

    void tick(Ticker ticker, Changes changes) {
        if (!see(ticker)) {
            return;
        }
        for (OpenOrder open : List.copyOf(state.orders.values())) {
            if (open.order().symbol().equals(ticker.symbol()) && open.crosses(ticker)) {
                meet(open, ticker.at(), changes);
            }
        }
        guard(ticker, changes);
        liquidate(ticker.at(), changes);
    }

    void fund(FundingRate settled, Changes changes) {
        Holding holding = state.holdings.get(settled.symbol());
        Instant last = state.funded.get(settled.symbol());
        boolean charged = last != null && !settled.fundingTime().isAfter(last);
        if (holding == null || charged || !holding.openedAt().isBefore(settled.fundingTime())) {
            return;
        }
        ledger.fund(holding, settled, changes);
        liquidate(settled.fundingTime(), changes);
    }

    void clock(Instant now, Changes changes) {
        Instant deadline = state.deadline;
        if (deadline == null || now.isBefore(deadline)) {
            return;
        }
        state.deadline = null;
        changes.touch();
        cancelEntries("the dead man's switch was not armed again in time", now, changes);
    }

    /** A resting order is met at its own price. */
    private void meet(OpenOrder open, Instant at, Changes changes) {
        Order order = open.order();
        BigDecimal limit = order.limitPrice();
        if (limit == null || !state.orders.containsKey(open.number())) {
            return;
        }
        if (order.reduceOnly()) {
            Holding holding = state.holdings.get(order.symbol());
            if (holding == null || holding.side().exitSide() != order.side()) {
                ledger.cancel(open, "there is no position to reduce", at, changes);
                return;
            }
            state.orders.remove(open.number());
            BigDecimal quantity = order.quantity().min(holding.quantity());
            ledger.fill(order, null, quantity, limit, Liquidity.MAKER, at, changes);
            return;
        }
        BigDecimal leverage = valuation.leverage(order.symbol());
        if (!valuation.affords(
                order.symbol(), order.side(), order.quantity(), limit, leverage, terms.makerFee(), open.number())) {
            ledger.cancel(open, "insufficient margin when it was met", at, changes);
            return;
        }
        state.orders.remove(open.number());
        ledger.fill(order, open.attached(), order.quantity(), limit, Liquidity.MAKER, at, changes);
    }

    /** A triggered stop or target is a market exit, at the worse of trigger and market. */
    private void guard(Ticker ticker, Changes changes) {
        Holding holding = state.holdings.get(ticker.symbol());
        Guard guard = holding == null ? null : holding.guard();
        if (holding == null || guard == null) {
            return;
        }
        OrderOrigin part = guard.triggeredBy(holding.side(), ticker.last());
        if (part != null) {
            Side exit = holding.side().exitSide();
            BigDecimal best = Prices.worse(exit, guard.trigger(part), Prices.best(ticker, exit));
            ledger.trigger(holding, guard, part, exitPrice(holding, best, state.fillCount), ticker.at(), changes);
        }
    }

    /**
     * When equity has fallen to the maintenance margin: resting entries are cancelled, then positions are closed, the
     * largest first, until equity is above it. The venue forgives nothing: after a gap cash may end below zero.
     */
    private void liquidate(Instant at, Changes changes) {
        if (!valuation.exhausted()) {
            return;
        }
        cancelEntries("liquidation", at, changes);
        while (valuation.exhausted()) {
            Holding largest = state.holdings.values().stream()
                    .max(Comparator.comparing(holding ->
                            holding.notional(state.mark(holding.symbol()).price())))
                    .orElseThrow();
            Ticker ticker = tickers.get(largest.symbol());
            BigDecimal best = ticker == null
                    ? state.mark(largest.symbol()).price()
                    : Prices.best(ticker, largest.side().exitSide());
            ledger.liquidate(largest, exitPrice(largest, best, state.bookingCount), at, changes);
        }
    }

    private BigDecimal exitPrice(Holding holding, BigDecimal best, long number) {
        Instrument instrument = instruments.get(holding.symbol());
        if (instrument == null) {
            throw new IllegalStateException("no instrument " + holding.symbol());
        }
        return prices.taken(best, holding.side().exitSide(), instrument, null, number);
    }

    private void cancelEntries(String reason, Instant at, Changes changes) {
        for (OpenOrder open : List.copyOf(state.orders.values())) {
            if (!open.order().reduceOnly()) {
                ledger.cancel(open, reason, at, changes);
            }
        }
    }
}
