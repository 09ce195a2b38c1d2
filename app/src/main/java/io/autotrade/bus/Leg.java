package io.autotrade.bus;

/** Purpose of an order; part of what its client order id is derived from. */
public enum Leg {
    /** Opens a position. */
    ENTRY,
    /** Closes a position, or a part, because an advisor said so. */
    EXIT,
    /** Stop and target of a position. */
    PROTECTION,
    /** Closes or reduces a position because a rule of the service said so. */
    SAFETY
}
