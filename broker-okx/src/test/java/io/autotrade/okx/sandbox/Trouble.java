package io.autotrade.okx.sandbox;

/** What has really gone wrong at the exchange or on the way to it; not what was meant to. */
public enum Trouble {
    /** A write was carried out and the connection cut before its answer. */
    ACCEPTED_THEN_DROPPED,
    /** The items of a write were refused one by one. */
    ITEMS_REFUSED,
    /** HTTP 5xx. */
    SERVER_ERROR,
    /** HTTP 429 with code 50011. */
    LIMITED,
    /** A whole answer that is not JSON. */
    MALFORMED_REPLY,
    /** An answer that broke off. */
    PARTIAL_REPLY,
    /** A list with fewer rows than there were. */
    PARTIAL_PAGE,
    /** An open push connection was cut. */
    SOCKET_DROPPED,
    /** A push was swallowed by a connection that looked alive. */
    SILENT_STALL,
    LOST_PUSH,
    DUPLICATED_PUSH,
    LATE_PUSH,
    /** A push came after one that was newer. */
    REORDERED_PUSH,
    /** A change of an order book got lost, or its numbers began anew. */
    SEQUENCE_GAP,
    /** The client's wall clock was off by a second or more. */
    CLOCK_SKEWED,
    /** A request was refused for its time. */
    CLOCK_REFUSED,
    /** A request was refused, or a connection not taken, because of maintenance. */
    MAINTENANCE,
    /** An order was refused because its instrument was suspended. */
    SUSPENDED_INSTRUMENT,
    PARTIAL_FILL,
    FORCED_LIQUIDATION,
    DELEVERAGED,
    MANUAL_TRADE,
    /** A protective order attached to an entry did not come to life. */
    ATTACHMENT_FAILED,
    CLIENT_KILLED
}
