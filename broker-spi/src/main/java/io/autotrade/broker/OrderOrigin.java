package io.autotrade.broker;

/** Who caused an order or fill. */
public enum OrderOrigin {
    /** An order the service placed through {@link Broker#place} or {@link Broker#closePosition}. */
    SERVICE,
    /** The protective stop of a position. */
    STOP,
    /** The profit target of a position. */
    TARGET,
    /** Somebody else using the same account: a person at the venue's own screen, another program. */
    EXTERNAL
}
