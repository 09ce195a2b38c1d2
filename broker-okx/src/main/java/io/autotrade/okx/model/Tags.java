package io.autotrade.okx.model;

import io.autotrade.broker.OrderOrigin;

/** Marks on our orders at OKX: they tell our orders from others and scope the dead-man's switch. */
public final class Tags {

    /** On orders that open or enlarge a position; cancel-all-after goes by it. */
    public static final String ENTRY = "autotradeentry";

    /** On orders that reduce a position; they stay when the dead-man's switch fires. */
    public static final String EXIT = "autotradeexit";

    /** On orders that do what a stop would have done that could not be placed; they reduce a position too. */
    public static final String STOP = "autotradestop";

    /** As {@link #STOP}, for a target. */
    public static final String TARGET = "autotradetarget";

    private Tags() {}

    public static boolean isOurs(String tag) {
        return tag.equals(ENTRY) || reduces(tag);
    }

    /** Whether the order reduces a position of ours. */
    public static boolean reduces(String tag) {
        return tag.equals(EXIT) || tag.equals(STOP) || tag.equals(TARGET);
    }

    /** Who caused an order with this tag and an id. */
    static OrderOrigin origin(String tag) {
        return switch (tag) {
            case ENTRY, EXIT -> OrderOrigin.SERVICE;
            case STOP -> OrderOrigin.STOP;
            case TARGET -> OrderOrigin.TARGET;
            default -> OrderOrigin.EXTERNAL;
        };
    }
}
