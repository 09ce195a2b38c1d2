package io.autotrade.broker.tck.selftest;

import io.autotrade.broker.Capability;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The checks of a new order at the reference venue and its first meeting with the market. */
final class OrderEntry {

    private final ReferenceVenue venue;

    OrderEntry(ReferenceVenue venue) {
        this.venue = venue;
    }

    WriteResult place(PlaceOrder request) {
        if (unsupported(request)) {
            return venue.rejected(RejectReason.UNSUPPORTED);
        }
        Instrument instrument = venue.instrument(request.symbol()).orElse(null);
        if (instrument == null) {
            return venue.has(Fault.ACCEPTS_UNKNOWN_SYMBOLS)
                    ? new WriteResult.Accepted("V0", venue.now())
                    : venue.rejected(RejectReason.UNKNOWN_SYMBOL);
        }
        if (venue.book.taken(request.clientOrderId())) {
            return venue.rejected(RejectReason.DUPLICATE_CLIENT_ORDER_ID);
        }
        if (expired(request)) {
            return venue.rejected(RejectReason.EXPIRED);
        }
        BigDecimal quantity = rounded(request.quantity(), instrument.quantityStep());
        RejectReason refused = refusal(request, instrument, quantity);
        return refused == null ? accept(request, quantity) : venue.rejected(refused);
    }

    private boolean unsupported(PlaceOrder request) {
        Capability type = switch (request.type()) {
            case MARKET -> null;
            case LIMIT -> Capability.LIMIT_ORDERS;
            case POST_ONLY -> Capability.POST_ONLY;
            case IOC -> Capability.IOC;
            case FOK -> Capability.FOK;
        };
        boolean protection = request.protection() != null
                && !venue.can(Capability.ATTACHED_PROTECTION)
                && !venue.has(Fault.DROPS_PROTECTION_SILENTLY);
        boolean leverage = request.leverage() != null && !venue.can(Capability.LEVERAGE);
        return (type != null && !venue.can(type)) || protection || leverage;
    }

    private boolean expired(PlaceOrder request) {
        return request.notAfter() != null
                && venue.now().isAfter(request.notAfter())
                && !venue.has(Fault.IGNORES_NOT_AFTER);
    }

    private BigDecimal rounded(BigDecimal quantity, BigDecimal step) {
        RoundingMode mode = venue.has(Fault.ROUNDS_UP) ? RoundingMode.CEILING : RoundingMode.FLOOR;
        return quantity.divide(step, 0, mode).multiply(step);
    }

    private @Nullable RejectReason refusal(PlaceOrder request, Instrument instrument, BigDecimal quantity) {
        if (quantity.compareTo(instrument.minQuantity()) < 0 && !venue.has(Fault.TAKES_LESS_THAN_THE_MINIMUM)) {
            return RejectReason.BELOW_MINIMUM;
        }
        if (instrument.maxMarketQuantity() != null && quantity.compareTo(instrument.maxMarketQuantity()) > 0) {
            return RejectReason.ABOVE_MAXIMUM;
        }
        if (request.leverage() != null && request.leverage().compareTo(instrument.maxLeverage()) > 0) {
            return RejectReason.INVALID_LEVERAGE;
        }
        VenuePosition held = venue.books.positions.get(request.symbol());
        boolean reduces = held != null && held.side.exitSide() == request.side();
        if (request.reduceOnly()) {
            return reduces || venue.has(Fault.OPENS_ON_REDUCE_ONLY) ? null : RejectReason.NO_POSITION;
        }
        BigDecimal opening = reduces ? quantity.subtract(held.quantity).max(BigDecimal.ZERO) : quantity;
        if (request.side() == Side.SELL && opening.signum() > 0 && !venue.can(Capability.SHORT)) {
            return RejectReason.UNSUPPORTED;
        }
        BigDecimal price = request.limitPrice() == null ? venue.books.mark(request.symbol()) : request.limitPrice();
        PositionSide side = request.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        if (request.protection() != null && venue.book.wrongSide(request.protection(), side, price)) {
            return RejectReason.INVALID_PROTECTION;
        }
        return affordable(request, opening, price) ? null : RejectReason.INSUFFICIENT_FUNDS;
    }

    private boolean affordable(PlaceOrder request, BigDecimal opening, BigDecimal price) {
        BigDecimal leverage = request.leverage() == null ? venue.leverage(request.symbol()) : request.leverage();
        BigDecimal notional = opening.multiply(price);
        BigDecimal needed =
                notional.divide(leverage, MathContext.DECIMAL64).add(notional.multiply(ReferenceBooks.TAKER));
        return venue.has(Fault.CHECKS_NO_MARGIN)
                || needed.compareTo(venue.balance().available()) <= 0;
    }

    private WriteResult accept(PlaceOrder request, BigDecimal quantity) {
        if (request.leverage() != null && !venue.has(Fault.IGNORES_LEVERAGE)) {
            venue.setLeverage(request.symbol(), request.leverage());
        }
        VenuePosition held = venue.books.positions.get(request.symbol());
        boolean clamp = request.reduceOnly()
                && held != null
                && request.type() == OrderType.MARKET
                && !venue.has(Fault.FLIPS_ON_REDUCE_ONLY);
        VenueOrder order = new VenueOrder(
                request.clientOrderId(),
                "V" + (venue.book.count() + 1),
                request.symbol(),
                request.side(),
                request.type(),
                clamp ? quantity.min(held.quantity) : quantity,
                request.limitPrice(),
                request.reduceOnly(),
                OrderOrigin.SERVICE,
                request.protection(),
                venue.now());
        venue.book.add(order);
        meetMarket(order);
        return venue.accepted(order);
    }

    private void meetMarket(VenueOrder order) {
        BigDecimal price = venue.books.mark(order.symbol);
        boolean crosses = order.crosses(price);
        BigDecimal there = venue.book.offered(order.symbol);
        boolean enough = there == null || there.compareTo(order.quantity) >= 0 || venue.has(Fault.FOK_FILLS_A_PART);
        boolean takes = switch (order.type) {
            case MARKET -> true;
            case LIMIT, IOC -> crosses;
            case POST_ONLY -> crosses && venue.has(Fault.POST_ONLY_TAKES);
            case FOK -> crosses && enough;
        };
        if (takes) {
            venue.book.fill(order, taken(order, price), Liquidity.TAKER);
        }
        boolean mayRest = switch (order.type) {
            case MARKET, FOK -> false;
            case LIMIT -> true;
            case POST_ONLY -> !crosses;
            case IOC -> venue.has(Fault.IOC_RESTS);
        };
        if (VenueBook.open(order) && !mayRest) {
            venue.book.cancel(order, "not filled at once");
        }
    }

    private BigDecimal taken(VenueOrder order, BigDecimal price) {
        BigDecimal slipped = venue.book.slipped(order.side, price);
        if (order.limitPrice == null) {
            return slipped;
        }
        return order.side == Side.BUY ? slipped.min(order.limitPrice) : slipped.max(order.limitPrice);
    }
}
