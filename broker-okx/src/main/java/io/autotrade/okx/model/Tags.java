package io.autotrade.okx.model;

/** Marks on our orders at OKX: they tell our orders from others and scope the dead-man's switch. */
public final class Tags {

    /** On orders that open or enlarge a position; cancel-all-after goes by it. */
    public static final String ENTRY = "autotradeentry";

    /** On orders that reduce a position; they stay when the dead-man's switch fires. */
    public static final String EXIT = "autotradeexit";

    private Tags() {}

    static boolean isOurs(String tag) {
        return tag.equals(ENTRY) || tag.equals(EXIT);
    }
}
