package io.autotrade.simulated.broker;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import io.autotrade.broker.WriteResult.Rejected;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes requests: refuses them, or executes them at the newest prices. */
final class Desk {

    private final State state;
    private final Terms terms;
    private final Map<Symbol, Instrument> instruments;
    private final Valuation valuation;
    private final Ledger ledger;
    private final Prices prices;
    private final Admission admission;
    private final MarketRules market;

    Desk(
            State state,
            Terms terms,
            Map<Symbol, Instrument> instruments,
            Valuation valuation,
            Ledger ledger,
            Prices prices,
            Admission admission,
            MarketRules market) {
        this.state = state;
        this.terms = terms;
        this.instruments = instruments;
        this.valuation = valuation;
        this.ledger = ledger;
        this.prices = prices;
        this.admission = admission;
        this.market = market;
    }

    WriteResult place(PlaceOrder request, Instant now, Changes changes) {
        Rejected duplicate = admission.id(request.clientOrderId());
        if (duplicate != null) {
            return duplicate;
        }
        Instrument instrument = instruments.get(request.symbol());
        if (instrument == null) {
            return unknown(request.symbol());
        }
        Rejected refused = first(
                admission.expiry(request.notAfter(), now),
                request.reduceOnly() ? null : admission.leverage(request.leverage(), instrument));
        if (refused != null) {
            return refused;
        }
        Ticker ticker = market.ticker(request.symbol());
        return ticker == null ? priceless(request.symbol()) : place(request, instrument, ticker, now, changes);
    }

    private WriteResult place(PlaceOrder request, Instrument instrument, Ticker ticker, Instant now, Changes changes) {
        BigDecimal quantity = Admission.quantityOnStep(request.quantity(), instrument);
        BigDecimal limit = Admission.priceOnStep(request.limitPrice(), request.side(), instrument);
        if (limit != null && limit.signum() == 0) {
            return Admission.rejected(RejectReason.PRICE_OUT_OF_RANGE, "limitPrice is below the price step");
        }
        Rejected refused = first(
                admission.quantity(quantity, request.quantity(), instrument),
                admission.attached(request, limit, ticker));
        if (refused != null) {
            return refused;
        }
        if (request.reduceOnly()) {
            Holding holding = state.holdings.get(request.symbol());
            if (holding == null || holding.side().exitSide() != request.side()) {
                return noPosition(request.symbol());
            }
            quantity = quantity.min(holding.quantity());
        }
        BigDecimal leverage = request.leverage() == null || request.reduceOnly()
                ? valuation.leverage(request.symbol())
                : request.leverage();
        OpenOrder order = OpenOrder.from(request, state.orderCount + 1, quantity, limit, now);
        return execute(order, leverage, instrument, ticker, now, changes);
    }

    /** Fills, rests or cancels an order that was admitted; only the account's margin can still refuse it. */
    private WriteResult execute(
            OpenOrder open, BigDecimal leverage, Instrument instrument, Ticker ticker, Instant now, Changes changes) {
        Order order = open.order();
        boolean fills = open.crosses(ticker) && order.type() != OrderType.POST_ONLY;
        boolean rests = order.type().canRest() && !open.crosses(ticker);
        BigDecimal price = fills ? takerPrice(order, instrument, ticker) : order.limitPrice();
        BigDecimal fee = fills ? terms.takerFee() : terms.makerFee();
        if (price != null
                && (fills || rests)
                && !order.reduceOnly()
                && !valuation.affords(
                        order.symbol(), order.side(), order.quantity(), price, leverage, fee, open.number())) {
            return poor(order, price, leverage);
        }
        state.orderCount = Math.max(state.orderCount, open.number());
        state.orders.remove(open.number());
        if (!order.reduceOnly() && (fills || rests)) {
            state.leverages.put(order.symbol(), leverage);
        }
        if (fills && price != null) {
            ledger.fill(order, open.attached(), order.quantity(), price, Liquidity.TAKER, now, changes);
        } else if (rests) {
            state.orders.put(open.number(), open);
            changes.order(order);
        } else {
            ledger.finish(order, notFilled(order.type()), now, changes);
        }
        return new WriteResult.Accepted(order.venueOrderId(), now);
    }

    WriteResult close(ClosePosition request, Instant now, Changes changes) {
        Rejected duplicate = admission.id(request.clientOrderId());
        if (duplicate != null) {
            return duplicate;
        }
        Holding holding = state.holdings.get(request.symbol());
        Instrument instrument = instruments.get(request.symbol());
        if (instrument == null) {
            return unknown(request.symbol());
        }
        if (holding == null) {
            return noPosition(request.symbol());
        }
        Ticker ticker = market.ticker(request.symbol());
        if (ticker == null) {
            return priceless(request.symbol());
        }
        BigDecimal asked = request.quantity() == null ? holding.quantity() : request.quantity();
        BigDecimal quantity = asked.compareTo(holding.quantity()) >= 0
                ? holding.quantity()
                : Admission.quantityOnStep(asked, instrument);
        Rejected tooSmall = admission.quantity(quantity, asked, instrument);
        if (tooSmall != null) {
            return tooSmall;
        }
        PlaceOrder order = PlaceOrder.marketReduceOnly(
                request.clientOrderId(), request.symbol(), holding.side().exitSide(), quantity);
        return execute(
                OpenOrder.from(order, state.orderCount + 1, quantity, null, now),
                valuation.leverage(request.symbol()),
                instrument,
                ticker,
                now,
                changes);
    }

    WriteResult amend(AmendOrder request, Instant now, Changes changes) {
        Optional<OpenOrder> found = resting(request.symbol(), request.clientOrderId());
        if (found.isEmpty()) {
            return missing(request.clientOrderId());
        }
        Order order = found.get().order();
        Instrument instrument = instruments.get(request.symbol());
        Ticker ticker = market.ticker(request.symbol());
        if (instrument == null || ticker == null) {
            return priceless(request.symbol());
        }
        BigDecimal asked = request.newQuantity() == null ? order.quantity() : request.newQuantity();
        BigDecimal quantity = Admission.quantityOnStep(asked, instrument);
        BigDecimal limit = request.newLimitPrice() == null
                ? order.limitPrice()
                : Admission.priceOnStep(request.newLimitPrice(), order.side(), instrument);
        Rejected tooSmall = admission.quantity(quantity, asked, instrument);
        if (tooSmall != null) {
            return tooSmall;
        }
        if (limit == null || limit.signum() == 0) {
            return Admission.rejected(RejectReason.PRICE_OUT_OF_RANGE, "newLimitPrice is below the price step");
        }
        Holding holding = state.holdings.get(request.symbol());
        if (order.reduceOnly() && holding != null) {
            quantity = quantity.min(holding.quantity());
        }
        OpenOrder amended = found.get().amended(quantity, limit, now);
        return execute(amended, valuation.leverage(request.symbol()), instrument, ticker, now, changes);
    }

    WriteResult cancel(Symbol symbol, ClientOrderId id, Instant now, Changes changes) {
        Optional<OpenOrder> found = resting(symbol, id);
        if (found.isEmpty()) {
            return missing(id);
        }
        ledger.cancel(found.get(), "cancelled on request", now, changes);
        return new WriteResult.Accepted(found.get().order().venueOrderId(), now);
    }

    WriteResult protect(Symbol symbol, Protection protection, Instant now, Changes changes) {
        Holding holding = state.holdings.get(symbol);
        if (!instruments.containsKey(symbol)) {
            return unknown(symbol);
        }
        if (holding == null) {
            return noPosition(symbol);
        }
        Rejected duplicate = holding.guardedAs(protection.id()) ? null : admission.id(protection.id());
        if (duplicate != null) {
            return duplicate;
        }
        Ticker ticker = market.ticker(symbol);
        if (ticker == null) {
            return priceless(symbol);
        }
        Rejected refused = admission.protection(protection, holding.side(), ticker.last());
        if (refused != null) {
            return refused;
        }
        ledger.guard(holding, protection, now, changes);
        return new WriteResult.Accepted("S" + state.orderCount, now);
    }

    WriteResult setLeverage(Symbol symbol, BigDecimal leverage, Instant now, Changes changes) {
        Instrument instrument = instruments.get(symbol);
        if (instrument == null) {
            return unknown(symbol);
        }
        Rejected refused = admission.leverage(leverage, instrument);
        if (refused != null) {
            return refused;
        }
        BigDecimal margin = valuation.initialMargin(symbol, leverage, 0);
        if (leverage.compareTo(valuation.leverage(symbol)) < 0 && margin.compareTo(valuation.equity()) > 0) {
            return Admission.rejected(
                    RejectReason.INSUFFICIENT_FUNDS, "the margin at this leverage is more than the account has");
        }
        state.leverages.put(symbol, leverage);
        changes.touch();
        if (state.holdings.containsKey(symbol)) {
            changes.position(symbol);
        }
        return new WriteResult.Accepted(null, now);
    }

    private Optional<OpenOrder> resting(Symbol symbol, ClientOrderId id) {
        return state.orders.values().stream()
                .filter(open -> open.order().symbol().equals(symbol)
                        && id.equals(open.order().clientOrderId()))
                .findFirst();
    }

    private Rejected missing(ClientOrderId id) {
        return admission.id(id) == null
                ? Admission.rejected(RejectReason.ORDER_NOT_FOUND, "there is no order " + id)
                : Admission.rejected(RejectReason.ORDER_NOT_OPEN, "order " + id + " is not in the book");
    }

    private BigDecimal takerPrice(Order order, Instrument instrument, Ticker ticker) {
        return prices.taken(
                Prices.best(ticker, order.side()), order.side(), instrument, order.limitPrice(), state.fillCount);
    }

    private static String notFilled(OrderType type) {
        return type == OrderType.POST_ONLY ? "would have taken liquidity" : "could not be filled at the limit price";
    }

    private Rejected poor(Order order, BigDecimal price, BigDecimal leverage) {
        return Admission.rejected(
                RejectReason.INSUFFICIENT_FUNDS,
                "%s %s at %s with leverage %s needs more margin than the account has"
                        .formatted(
                                order.quantity().toPlainString(),
                                order.symbol(),
                                price.toPlainString(),
                                leverage.toPlainString()));
    }

    private static Rejected unknown(Symbol symbol) {
        return Admission.rejected(RejectReason.UNKNOWN_SYMBOL, "there is no instrument " + symbol);
    }

    private static Rejected noPosition(Symbol symbol) {
        return Admission.rejected(RejectReason.NO_POSITION, "there is no position of " + symbol + " to reduce");
    }

    private static Rejected priceless(Symbol symbol) {
        return Admission.rejected(RejectReason.SYMBOL_NOT_TRADING, "the market has no price of " + symbol);
    }

    private static @Nullable Rejected first(@Nullable Rejected one, @Nullable Rejected other) {
        return one != null ? one : other;
    }
}
