package io.autotrade.journal;

import java.time.Duration;

/**
 * How patient the journal is.
 *
 * @param appendTimeout how long an append waits for a database that is away before it fails
 * @param maxQueued events and values that may wait when ordinary ones are taken in; further ones fail at once
 * @param maxRemembered the same for facts
 * @param exitReserve room that exits have beyond that
 * @param slowAfter silence of the database from which it counts as away, while its connection is still trusted
 * @param answerTimeout silence of the database after which its connection counts as lost
 * @param retryDelay first pause between two attempts to connect
 * @param maxRetryDelay longest pause between two attempts to connect
 * @param closeTimeout how long closing waits for what is queued
 */
record JournalOptions(
        Duration appendTimeout,
        int maxQueued,
        int maxRemembered,
        int exitReserve,
        Duration slowAfter,
        Duration answerTimeout,
        Duration retryDelay,
        Duration maxRetryDelay,
        Duration closeTimeout) {

    static final JournalOptions DEFAULTS = new JournalOptions(
            Duration.ofSeconds(10),
            20_000,
            50_000,
            2_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
}
