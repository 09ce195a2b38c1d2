package io.autotrade.broker;

/** How an order meets the book. One enum, so that a contradictory combination cannot be written. */
public enum OrderType {
    /** Fills at once at the best available prices; has no limit price. */
    MARKET,
    /** Fills at the limit price or better; what is left rests until cancelled. */
    LIMIT,
    /** As {@link #LIMIT}, but is cancelled instead of taking liquidity. */
    POST_ONLY,
    /** Immediate or cancel: fills what it can at the limit price or better, the rest is cancelled. */
    IOC,
    /** Fill or kill: fills completely at the limit price or better, or is cancelled without a fill. */
    FOK;

    /** Whether an order of this type must carry a limit price; a market order must not. */
    public boolean needsLimitPrice() {
        return this != MARKET;
    }

    /** Whether what is not filled at once stays in the book. */
    public boolean canRest() {
        return this == LIMIT || this == POST_ONLY;
    }
}
