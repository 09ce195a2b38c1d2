package io.autotrade.broker;

/** Direction of a position. */
public enum PositionSide {
    /** Gains when the price rises. */
    LONG,
    /** Gains when the price falls. */
    SHORT;

    /** The order side that opens or enlarges such a position. */
    public Side entrySide() {
        return this == LONG ? Side.BUY : Side.SELL;
    }

    /** The order side that reduces or closes such a position. */
    public Side exitSide() {
        return entrySide().opposite();
    }

    /** {@code +1} for {@link #LONG}, {@code -1} for {@link #SHORT}. */
    public int sign() {
        return this == LONG ? 1 : -1;
    }
}
