package io.autotrade.simulated.broker;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.Balance;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Order;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The simulated venue with one account: net positions, cross margin, one position for each symbol. Not thread-safe; the
 * caller performs one operation at a time and keeps its {@link Changes} before the next.
 *
 * <p>The market must be told with {@link #see} before a request, so that it meets the newest prices.
 */
final class Engine {

    /** The outcome of a request. */
    record Step(WriteResult result, Changes changes) {}

    private final State state;
    private final Set<ClientOrderId> finishedIds;
    private final String currency;
    private final Valuation valuation;
    private final Desk desk;
    private final MarketRules rules;

    /**
     * An engine that goes on from a state.
     *
     * @param finishedIds ids of all orders that are final; the engine adds to it
     */
    Engine(
            Terms terms,
            Map<Symbol, Instrument> instruments,
            State state,
            Set<ClientOrderId> finishedIds,
            String currency) {
        this.state = state;
        this.finishedIds = finishedIds;
        this.currency = currency;
        valuation = new Valuation(state, terms);
        Ledger ledger = new Ledger(state, terms, currency);
        Prices prices = new Prices(terms);
        rules = new MarketRules(state, terms, instruments, valuation, ledger, prices);
        desk = new Desk(state, terms, instruments, valuation, ledger, prices, new Admission(state, finishedIds), rules);
    }

    /** Takes note of prices without acting on them. */
    void see(Ticker ticker) {
        rules.see(ticker);
    }

    Step place(PlaceOrder request, Instant now) {
        Changes changes = new Changes();
        return step(desk.place(request, now, changes), changes, now);
    }

    Step close(ClosePosition request, Instant now) {
        Changes changes = new Changes();
        return step(desk.close(request, now, changes), changes, now);
    }

    Step amend(AmendOrder request, Instant now) {
        Changes changes = new Changes();
        return step(desk.amend(request, now, changes), changes, now);
    }

    Step cancel(Symbol symbol, ClientOrderId id, Instant now) {
        Changes changes = new Changes();
        return step(desk.cancel(symbol, id, now, changes), changes, now);
    }

    Step protect(Symbol symbol, Protection protection, Instant now) {
        Changes changes = new Changes();
        return step(desk.protect(symbol, protection, now, changes), changes, now);
    }

    Step setLeverage(Symbol symbol, BigDecimal leverage, Instant now) {
        Changes changes = new Changes();
        return step(desk.setLeverage(symbol, leverage, now, changes), changes, now);
    }

    Step armDeadMansSwitch(Duration timeout, Instant now) {
        Changes changes = new Changes();
        state.deadline = timeout.isZero() || timeout.isNegative() ? null : now.plus(timeout);
        changes.touch();
        return step(new WriteResult.Accepted(null, now), changes, now);
    }

    /** Acts on new prices: resting orders, stops and targets, liquidation, in this order. */
    Changes tick(Ticker ticker) {
        Changes changes = new Changes();
        rules.tick(ticker, changes);
        return finish(changes, ticker.at());
    }

    /** Charges funding, once for each symbol and time. */
    Changes fund(FundingRate settled) {
        Changes changes = new Changes();
        rules.fund(settled, changes);
        return finish(changes, settled.fundingTime());
    }

    /** Lets time act: the dead man's switch. */
    Changes clock(Instant now) {
        Changes changes = new Changes();
        rules.clock(now, changes);
        return finish(changes, now);
    }

    /** The symbols whose prices matter: those with a position or a resting order. */
    Set<Symbol> watched() {
        TreeSet<Symbol> symbols = new TreeSet<>(state.holdings.keySet());
        state.orders.values().forEach(open -> symbols.add(open.order().symbol()));
        return Set.copyOf(symbols);
    }

    Optional<Instant> deadline() {
        return Optional.ofNullable(state.deadline);
    }

    List<Position> positions() {
        return state.holdings.values().stream().map(valuation::position).toList();
    }

    Balance balance(Instant at) {
        return valuation.balance(currency, at);
    }

    /** Resting orders in the order of their arrival, then protective orders by symbol. */
    List<Order> openOrders() {
        List<Order> orders = new ArrayList<>();
        state.orders.values().forEach(open -> orders.add(open.order()));
        for (Holding holding : state.holdings.values()) {
            Guard guard = holding.guard();
            if (guard != null) {
                orders.addAll(guard.orders(holding.symbol(), holding.side()));
            }
        }
        return List.copyOf(orders);
    }

    /** An order that is not final. */
    Optional<Order> openOrder(Symbol symbol, ClientOrderId id) {
        return openOrders().stream()
                .filter(order -> order.symbol().equals(symbol) && id.equals(order.clientOrderId()))
                .findFirst();
    }

    State state() {
        return state;
    }

    private Step step(WriteResult result, Changes changes, Instant now) {
        return new Step(result, finish(changes, now));
    }

    private Changes finish(Changes changes, Instant now) {
        for (Order order : changes.finished()) {
            state.finishedCount++;
            if (order.clientOrderId() != null) {
                finishedIds.add(order.clientOrderId());
            }
        }
        for (Symbol symbol : changes.touched()) {
            Holding holding = state.holdings.get(symbol);
            changes.event(
                    holding == null
                            ? new BrokerEvent.PositionClosed(symbol, now)
                            : new BrokerEvent.PositionChanged(valuation.position(holding)));
        }
        if (changes.movedMoney()) {
            changes.event(new BrokerEvent.BalanceChanged(balance(now)));
        }
        return changes;
    }
}
