package io.autotrade.broker;

/** What is at stake when an order is filled. */
public enum Environment {
    /** Simulated money, simulated matching. */
    PAPER,
    /** A venue's own test environment: real matching rules, no real money. */
    DEMO,
    /** Real money. */
    LIVE
}
