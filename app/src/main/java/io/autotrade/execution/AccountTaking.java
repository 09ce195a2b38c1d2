package io.autotrade.execution;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Order;
import io.autotrade.broker.Page;
import io.autotrade.broker.Position;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.AccountOpened.Adopted;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads an account that the books do not keep yet, and says how they would begin. Asks and never orders. Methods wait;
 * they run on a virtual thread or one of their own.
 */
public final class AccountTaking {

    private final Venue venue;
    private final KeyValueStore store;

    /** @param store the desk's own for this broker, see {@link Reconciler#owner} */
    public AccountTaking(Venue venue, KeyValueStore store) {
        this.venue = venue;
        this.store = store;
    }

    /**
     * What keeps the account from being taken, one sentence each.
     *
     * @param adopt whether its open positions may come into the books
     * @throws BrokerException when the venue cannot be asked
     */
    public List<String> obstacles(boolean adopt) {
        List<String> found = new ArrayList<>();
        Broker broker = venue.broker();
        for (Order order : broker.openOrders().await()) {
            if (!order.reduceOnly()) {
                found.add("an order of " + order.quantity().toPlainString() + " " + order.symbol() + " is open at "
                        + venue.brokerId() + "; withdraw it there first");
            }
        }
        List<Position> positions = broker.positions().await();
        if (!adopt) {
            positions.forEach(position -> found.add(venue.brokerId() + " holds " + text(position)
                    + "; close it there, or have it taken into the books with positions: adopt"));
        }
        return found;
    }

    private static String text(Position position) {
        return position.side() + " " + position.quantity().toPlainString() + " " + position.symbol();
    }

    /**
     * Moves the cursors behind everything that has happened on the account so far, and reads what the books begin with.
     * Positions are adopted as they are found.
     *
     * @throws BrokerException when the venue cannot be asked
     */
    public AccountOpened read(Instant now) {
        Broker broker = venue.broker();
        String fills = skipToEnd(broker::fills);
        String bookings = skipToEnd(broker::bookings);
        Balance balance = broker.balance().await();
        List<Adopted> adopted = broker.positions().await().stream()
                .map(position -> new Adopted(
                        position.symbol(),
                        position.side(),
                        position.quantity(),
                        position.entryPrice(),
                        position.markPrice()))
                .toList();
        store.putAll(Map.of(Reconciler.FILLS_CURSOR, fills, Reconciler.BOOKINGS_CURSOR, bookings))
                .await();
        return new AccountOpened(
                venue.brokerId(), venue.environment(), balance.currency(), balance.cash(), adopted, now);
    }

    static <T> String skipToEnd(Function<String, Future<Page<T>>> pages) {
        String cursor = Page.START;
        while (true) {
            Page<T> page = pages.apply(cursor).await();
            cursor = page.nextCursor();
            if (!page.hasMore()) {
                return cursor;
            }
        }
    }
}
