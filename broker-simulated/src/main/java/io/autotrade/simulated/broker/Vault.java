package io.autotrade.simulated.broker;

import io.autotrade.broker.Booking;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.Page;
import io.autotrade.broker.Symbol;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The account in the store. Every operation is one write of all that it changed, so a crash leaves either all of it or
 * nothing.
 *
 * <p>Keys: {@code state}; {@code fills.N}, {@code bookings.N} and {@code orders.N} with the history. After a failed
 * write it is unknown what the store holds; {@link #load} then finds out.
 */
final class Vault {

    private static final String STATE = "state";
    private static final String FENCE = "fence";
    private static final String ORDERS = "orders.";

    private final KeyValueStore store;
    private final Chronicle<Fill> fills;
    private final Chronicle<Booking> bookings;
    private final Chronicle<Order> orders;
    private final Map<ClientOrderId, Place> index = new HashMap<>();

    /** Where a final order is in the history. */
    private record Place(long number, boolean filled) {}

    Vault(KeyValueStore store) {
        this.store = store;
        fills = new Chronicle<>("fills.", Records::encode, Records::decodeFill, store);
        bookings = new Chronicle<>("bookings.", Records::encode, Records::decodeBooking, store);
        orders = new Chronicle<>(ORDERS, Records::encode, Records::decodeOrder, store);
    }

    /**
     * Reads the account; completes with null when there is none. Begins with a write, because writes become durable in
     * order: what is read after it includes every earlier write that ever will be durable.
     */
    Future<@Nullable State> load() {
        return store.put(FENCE, "").compose(written -> store.get(STATE)).compose(text -> {
            index.clear();
            if (text == null) {
                return Future.succeededFuture();
            }
            State state = StateCodec.decode(text);
            return fills.load(state.fillCount)
                    .compose(ignored -> bookings.load(state.bookingCount))
                    .compose(ignored -> orders.load(state.finishedCount))
                    .compose(ignored -> store.list(ORDERS))
                    .map(pieces -> {
                        readIndex(pieces, state.finishedCount);
                        return state;
                    });
        });
    }

    /** The ids of all orders that are final, as a set of the caller's own. */
    Set<ClientOrderId> finishedIds() {
        return new HashSet<>(index.keySet());
    }

    /**
     * Writes what an operation changed; completes when it is durable, or when the store is away and has it in its
     * queue: a paper venue takes exits like any other while the service's database is away.
     */
    Future<Void> save(State state, Changes changes) {
        Map<String, String> writes = new LinkedHashMap<>();
        fills.append(changes.fills(), writes);
        bookings.append(changes.bookings(), writes);
        long number = orders.length();
        for (Order order : changes.finished()) {
            remember(order, number++);
        }
        orders.append(changes.finished(), writes);
        writes.put(STATE, StateCodec.encode(state));
        return store.remember(writes);
    }

    Future<Page<Fill>> fills(String cursor) {
        return fills.page(cursor);
    }

    Future<Page<Booking>> bookings(String cursor) {
        return bookings.page(cursor);
    }

    /** A final order. */
    Future<Optional<Order>> finished(Symbol symbol, ClientOrderId id) {
        Place place = index.get(id);
        return place == null
                ? Future.succeededFuture(Optional.empty())
                : orders.get(place.number())
                        .map(order -> Optional.of(order)
                                .filter(found -> found.symbol().equals(symbol)));
    }

    private void readIndex(Map<String, String> pieces, long count) {
        long number = 0;
        for (String piece : new TreeMap<>(pieces).values()) {
            for (Order order : orders.decoded(List.of(piece.split("\n")))) {
                if (number < count) {
                    remember(order, number++);
                }
            }
        }
        if (number < count) {
            throw new IllegalStateException("the stored account has " + count + " final orders, found " + number);
        }
    }

    /** Of stop and target, which share an id, the one that was executed is found, else the one that ended last. */
    private void remember(Order order, long number) {
        ClientOrderId id = order.clientOrderId();
        if (id != null) {
            Place found = new Place(number, order.state() == OrderState.FILLED);
            index.merge(id, found, (before, now) -> before.filled() && !now.filled() ? before : now);
        }
    }
}
