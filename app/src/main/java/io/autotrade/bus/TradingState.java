package io.autotrade.bus;

/** What the service may do. */
public enum TradingState {
    /** New exposure is allowed. */
    ACTIVE,
    /** Only exits; positions keep their protection. */
    REDUCING,
    /** No orders but those that a person or the kill switch asks for; positions keep their protection. */
    HALTED
}
