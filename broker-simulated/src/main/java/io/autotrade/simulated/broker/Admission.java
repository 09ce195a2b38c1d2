package io.autotrade.simulated.broker;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the venue refuses before it does anything. A request that is refused leaves no trace: its ids stay unused. */
final class Admission {

    private final State state;
    private final Set<ClientOrderId> finished;

    /**
     * Rules for one account.
     *
     * @param finished the ids of all orders that are final; grows with the account
     */
    Admission(State state, Set<ClientOrderId> finished) {
        this.state = state;
        this.finished = finished;
    }

    static WriteResult.Rejected rejected(RejectReason reason, String message) {
        return new WriteResult.Rejected(reason, "", message);
    }

    WriteResult.@Nullable Rejected id(ClientOrderId id) {
        return used(id)
                ? rejected(RejectReason.DUPLICATE_CLIENT_ORDER_ID, "client order id " + id + " was used before")
                : null;
    }

    private boolean used(ClientOrderId id) {
        return finished.contains(id)
                || state.orders.values().stream().anyMatch(open -> open.carries(id))
                || state.holdings.values().stream().anyMatch(holding -> holding.guardedAs(id));
    }

    WriteResult.@Nullable Rejected expiry(@Nullable Instant notAfter, Instant now) {
        return notAfter != null && now.isAfter(notAfter)
                ? rejected(RejectReason.EXPIRED, "the order arrived at " + now + ", after " + notAfter)
                : null;
    }

    WriteResult.@Nullable Rejected leverage(@Nullable BigDecimal leverage, Instrument instrument) {
        BigDecimal max = instrument.maxLeverage();
        return leverage == null || (leverage.compareTo(BigDecimal.ONE) >= 0 && leverage.compareTo(max) <= 0)
                ? null
                : rejected(
                        RejectReason.INVALID_LEVERAGE,
                        "leverage must be from 1 to " + max.toPlainString() + ", was " + leverage.toPlainString());
    }

    /** Checks a quantity that was already rounded down to the step. */
    WriteResult.@Nullable Rejected quantity(BigDecimal rounded, BigDecimal requested, Instrument instrument) {
        return rounded.compareTo(instrument.minQuantity()) < 0
                ? rejected(
                        RejectReason.BELOW_MINIMUM,
                        "quantity must be at least " + instrument.minQuantity().toPlainString() + ", was "
                                + requested.toPlainString())
                : null;
    }

    /** Checks ids and sides of an attached protection against the price the order is expected to fill at. */
    WriteResult.@Nullable Rejected attached(PlaceOrder request, @Nullable BigDecimal limit, Ticker ticker) {
        Protection protection = request.protection();
        if (protection == null) {
            return null;
        }
        WriteResult.Rejected duplicate = id(protection.id());
        if (duplicate != null) {
            return duplicate;
        }
        if (protection.id().equals(request.clientOrderId())) {
            return rejected(
                    RejectReason.DUPLICATE_CLIENT_ORDER_ID, "the protection needs a client order id of its own");
        }
        PositionSide side = request.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        return protection(protection, side, expectedPrice(request, limit, ticker));
    }

    WriteResult.@Nullable Rejected protection(Protection protection, PositionSide side, BigDecimal price) {
        return Guard.fits(protection, side, price)
                ? null
                : rejected(
                        RejectReason.INVALID_PROTECTION,
                        "stop or target of a " + side + " position is on the wrong side of " + price.toPlainString());
    }

    static BigDecimal quantityOnStep(BigDecimal quantity, Instrument instrument) {
        return Decimals.toStep(quantity, instrument.quantityStep(), RoundingMode.DOWN);
    }

    /** A limit price on the instrument's step, never worse for the account than what was asked for; null for none. */
    static @Nullable BigDecimal priceOnStep(@Nullable BigDecimal limit, Side side, Instrument instrument) {
        return limit == null
                ? null
                : Decimals.toStep(
                        limit, instrument.priceStep(), side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }

    private static BigDecimal expectedPrice(PlaceOrder request, @Nullable BigDecimal limit, Ticker ticker) {
        if (limit == null || request.type() == OrderType.MARKET) {
            return ticker.last();
        }
        return request.side() == Side.BUY ? limit.min(ticker.last()) : limit.max(ticker.last());
    }
}
