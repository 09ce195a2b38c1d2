package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Request for a new order.
 *
 * @param clientOrderId never used before with this account
 * @param quantity base asset, greater than zero; a multiple of {@link Instrument#quantityStep()}, a broker rounds down,
 *     never up, what is not
 * @param limitPrice quote per base, greater than zero; present exactly when the type needs one
 * @param reduceOnly the order can only make the position smaller; it is rejected with {@link RejectReason#NO_POSITION}
 *     when there is nothing to reduce, and never turns a position round
 * @param leverage position leverage, at least 1; null keeps what is set at the venue. Ignored for reduce-only orders
 * @param protection stop and target that become effective with the first fill, for the filled quantity; null for none.
 *     Not allowed on reduce-only orders
 * @param notAfter the venue must not act on the order if it arrives later than this; null for no limit. Brokers without
 *     {@link Capability#ORDER_EXPIRY} check it themselves just before sending
 */
public record PlaceOrder(
        ClientOrderId clientOrderId,
        Symbol symbol,
        Side side,
        OrderType type,
        BigDecimal quantity,
        @Nullable BigDecimal limitPrice,
        boolean reduceOnly,
        @Nullable BigDecimal leverage,
        @Nullable Protection protection,
        @Nullable Instant notAfter) {

    public PlaceOrder {
        Checks.positive("quantity", quantity);
        if (type.needsLimitPrice()) {
            if (limitPrice == null) {
                throw new IllegalArgumentException("limitPrice is required for a " + type + " order");
            }
            Checks.positive("limitPrice", limitPrice);
        } else if (limitPrice != null) {
            throw new IllegalArgumentException(
                    "limitPrice must be absent for a MARKET order, was " + limitPrice.toPlainString());
        }
        if (leverage != null) {
            Checks.atLeastOne("leverage", leverage);
        }
        if (reduceOnly && protection != null) {
            throw new IllegalArgumentException("protection is not allowed on a reduce-only order");
        }
    }

    /** A market order without leverage, protection or expiry. */
    public static PlaceOrder market(ClientOrderId id, Symbol symbol, Side side, BigDecimal quantity) {
        return new PlaceOrder(id, symbol, side, OrderType.MARKET, quantity, null, false, null, null, null);
    }

    /** A market order that can only reduce a position. */
    public static PlaceOrder marketReduceOnly(ClientOrderId id, Symbol symbol, Side side, BigDecimal quantity) {
        return new PlaceOrder(id, symbol, side, OrderType.MARKET, quantity, null, true, null, null, null);
    }

    /** An order with a limit price. */
    public static PlaceOrder limit(
            ClientOrderId id, Symbol symbol, Side side, OrderType type, BigDecimal quantity, BigDecimal limitPrice) {
        return new PlaceOrder(id, symbol, side, type, quantity, limitPrice, false, null, null, null);
    }

    public PlaceOrder withReduceOnly() {
        return new PlaceOrder(clientOrderId, symbol, side, type, quantity, limitPrice, true, leverage, null, notAfter);
    }

    public PlaceOrder withLeverage(BigDecimal newLeverage) {
        return new PlaceOrder(
                clientOrderId, symbol, side, type, quantity, limitPrice, reduceOnly, newLeverage, protection, notAfter);
    }

    public PlaceOrder withProtection(Protection newProtection) {
        return new PlaceOrder(
                clientOrderId, symbol, side, type, quantity, limitPrice, reduceOnly, leverage, newProtection, notAfter);
    }

    public PlaceOrder withNotAfter(Instant time) {
        return new PlaceOrder(
                clientOrderId, symbol, side, type, quantity, limitPrice, reduceOnly, leverage, protection, time);
    }
}
