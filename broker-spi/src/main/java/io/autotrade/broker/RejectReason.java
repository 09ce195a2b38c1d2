package io.autotrade.broker;

/** Why a venue (or the adapter, before sending) refused a write. All are final: the same request will fail again. */
public enum RejectReason {
    INSUFFICIENT_FUNDS,
    BELOW_MINIMUM,
    ABOVE_MAXIMUM,
    PRICE_OUT_OF_RANGE,
    INVALID_REQUEST,
    UNKNOWN_SYMBOL,
    /** Suspended, settling, in maintenance, or there is no price to trade at. */
    SYMBOL_NOT_TRADING,
    /** A reduce-only or closing order found nothing to reduce. */
    NO_POSITION,
    /** The client order id was used before. The first order stands; ask for it. */
    DUPLICATE_CLIENT_ORDER_ID,
    ORDER_NOT_FOUND,
    /** Amend or cancel of an order that is already final. Ask for its state. */
    ORDER_NOT_OPEN,
    /** Stop or target on the wrong side of the price. */
    INVALID_PROTECTION,
    INVALID_LEVERAGE,
    /** The request arrived after {@link PlaceOrder#notAfter()}. */
    EXPIRED,
    /** Needs a {@link Capability} the broker does not have. */
    UNSUPPORTED,
    /** Compliance, account or risk restrictions of the venue. */
    ACCOUNT_RESTRICTED,
    OTHER
}
