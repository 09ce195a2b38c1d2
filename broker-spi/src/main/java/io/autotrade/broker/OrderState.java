package io.autotrade.broker;

/**
 * State of an order at the venue.
 *
 * <pre>
 *   OPEN --&gt; PARTIALLY_FILLED --&gt; FILLED
 *     |              |
 *     +--------------+--&gt; CANCELLED (may carry fills)
 *   REJECTED (never was in the book)
 * </pre>
 */
public enum OrderState {
    /** Accepted, nothing filled. A protective order waiting for its trigger is OPEN too. */
    OPEN,
    PARTIALLY_FILLED,
    /** Final. */
    FILLED,
    /** Final; the filled quantity may be greater than zero. */
    CANCELLED,
    /** Final; refused by the venue after it had first been accepted for processing. */
    REJECTED;

    /** Whether the order can never change again. */
    public boolean isFinal() {
        return this == FILLED || this == CANCELLED || this == REJECTED;
    }
}
