package io.autotrade.broker;

/** Which side of the book a fill was on. */
public enum Liquidity {
    /** The order rested and was met. */
    MAKER,
    /** The order met a resting one. */
    TAKER
}
