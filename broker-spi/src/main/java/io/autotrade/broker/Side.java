package io.autotrade.broker;

/** Direction of an order or fill. */
public enum Side {
    BUY,
    SELL;

    /** The direction that undoes this one. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** {@code +1} for {@link #BUY}, {@code -1} for {@link #SELL}. */
    public int sign() {
        return this == BUY ? 1 : -1;
    }
}
