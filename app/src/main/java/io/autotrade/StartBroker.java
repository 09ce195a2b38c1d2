package io.autotrade;

import io.autotrade.broker.Environment;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.BrokerHandOver;
import io.autotrade.bus.BrokerHandOver.Step;
import io.autotrade.execution.Books;
import io.autotrade.portfolio.Ledger;
import java.util.Map;

/**
 * Which broker a start opens when configuration and journal name different ones. The configuration has the word when it
 * was changed after the last hand-over; else the account goes on that the journal keeps books for.
 *
 * <ul>
 *   <li>A hand-over over HTTP stays in force over a restart, until the file names another broker.
 *   <li>A hand-over that a crash cut short has not happened: the account it began with goes on.
 *   <li>A file that was changed while the service was down takes effect, unless a demo or live account would be left
 *       with open positions or orders nobody looks after; then that account goes on, and an alert says so.
 * </ul>
 */
final class StartBroker {

    private StartBroker() {}

    /** @param configured {@code trading.broker_type} */
    static String of(Books books, String configured) {
        String kept = books.brokerId().orElse(configured);
        if (kept.equals(configured)) {
            return configured;
        }
        boolean decided = books.handOver()
                .filter(last -> last.configured().equals(configured))
                .filter(last -> !last.ended() || wasCompleted(last, kept))
                .isPresent();
        return decided || !mayBeLeft(books) ? kept : configured;
    }

    private static boolean wasCompleted(BrokerHandOver last, String kept) {
        return last.step() == Step.COMPLETED && last.to().equals(kept);
    }

    /** Play money may always be left: the account is found again as it was. */
    private static boolean mayBeLeft(Books books) {
        boolean paper = books.withLedger(Ledger::account)
                .map(AccountOpened::environment)
                .filter(Environment.PAPER::equals)
                .isPresent();
        return paper
                || (books.portfolio(Map.of(), books.lastAt()).positions().isEmpty()
                        && books.unresolvedOrders().isEmpty()
                        && books.pendingEntries().isEmpty());
    }
}
