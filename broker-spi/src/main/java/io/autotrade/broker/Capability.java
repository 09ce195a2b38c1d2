package io.autotrade.broker;

/**
 * Optional abilities of a broker.
 *
 * <p>Using an ability that is not declared gives {@link WriteResult.Rejected} with {@link RejectReason#UNSUPPORTED}
 * (writes) or a {@link BrokerException} with {@link BrokerFault.Unsupported} (reads); never silence, never an
 * approximation.
 */
public enum Capability {
    /** Positions can be short. */
    SHORT,
    /** Leverage can be set. */
    LEVERAGE,
    /** {@link OrderType#LIMIT}: orders may rest. */
    LIMIT_ORDERS,
    /** {@link OrderType#POST_ONLY}; with {@link #LIMIT_ORDERS} only. */
    POST_ONLY,
    /** {@link OrderType#IOC}. */
    IOC,
    /** {@link OrderType#FOK}. */
    FOK,
    /** Resting orders can be changed; with {@link #LIMIT_ORDERS} only. */
    AMEND,
    /** A stop and a target can be attached to an entry and become effective with its fill. */
    ATTACHED_PROTECTION,
    /**
     * Stop and target of an open position can be set and replaced with {@link Broker#protect}. A broker that has
     * neither this nor {@link #ATTACHED_PROTECTION} cannot protect a position: the service then opens none.
     */
    POSITION_PROTECTION,
    /** Resting entries are cancelled by the venue when the service falls silent; with {@link #LIMIT_ORDERS} only. */
    DEAD_MANS_SWITCH,
    /** Positions are charged funding. */
    FUNDING,
    /** {@link PlaceOrder#notAfter()} is enforced by the venue. */
    ORDER_EXPIRY
}
