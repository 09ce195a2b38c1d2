package io.autotrade.okx.faults;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The client's own books: intents, and what was learnt of fills and bookings, from pushes and from pages. */
final class Ledger {

    private static final BigDecimal CONTRACT = new BigDecimal("0.01");
    private static final BigDecimal START = new BigDecimal("10000");
    private static final int LOOKS = 400;

    private final Map<String, Fill> fills = new ConcurrentHashMap<>();
    private final Map<String, Booking> bookings = new LinkedHashMap<>();
    private final Map<ClientOrderId, Boolean> arrived = new HashMap<>();
    private String fillCursor = Page.START;
    private String bookingCursor = Page.START;

    /** Reads with patience: a failed read is no information and is asked again. */
    interface Reader {
        <T> T read(Supplier<Future<T>> question);
    }

    void heard(BrokerEvent event) {
        if (event instanceof BrokerEvent.Filled filled) {
            fills.putIfAbsent(filled.fill().fillId(), filled.fill());
        }
    }

    /** Asks for an order of unknown outcome until the answer is definite. @return whether it arrived */
    boolean resolve(PlaceOrder order, WriteResult result, Supplier<Optional<Boolean>> lookUp, Runnable pause) {
        boolean outcome = switch (result) {
            case WriteResult.Accepted accepted -> true;
            case WriteResult.Rejected rejected -> false;
            case WriteResult.NotSent notSent -> false;
            case WriteResult.Unknown unknown -> await(order, lookUp, pause);
        };
        arrived.put(order.clientOrderId(), outcome);
        return outcome;
    }

    private static boolean await(PlaceOrder order, Supplier<Optional<Boolean>> lookUp, Runnable pause) {
        for (int i = 0; i < LOOKS; i++) {
            Optional<Boolean> answer = lookUp.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            pause.run();
        }
        throw new AssertionError("the outcome of " + order.clientOrderId() + " was not found out");
    }

    /** Reads the pages that are new. */
    void read(Supplier<Broker> broker, Reader reader) {
        while (true) {
            String after = fillCursor;
            Page<Fill> page = reader.read(() -> broker.get().fills(after));
            page.items().forEach(fill -> fills.put(fill.fillId(), fill));
            fillCursor = page.nextCursor();
            if (!page.hasMore()) {
                break;
            }
        }
        while (true) {
            String after = bookingCursor;
            Page<Booking> page = reader.read(() -> broker.get().bookings(after));
            page.items().forEach(booking -> bookings.put(booking.bookingId(), booking));
            bookingCursor = page.nextCursor();
            if (!page.hasMore()) {
                break;
            }
        }
    }

    /** What differs between these books, the adapter's answers and the exchange; empty for nothing. */
    String differences(JsonObject venue, List<Position> told, Balance balance) {
        List<String> found = new ArrayList<>();
        long traded = Venues.fills(venue).count();
        if (traded != fills.size()) {
            found.add("fills: venue " + traded + ", books " + fills.size());
        }
        compare(found, "position", Venues.position(venue).multiply(CONTRACT), quantity());
        BigDecimal answered = told.stream()
                .map(position -> position.quantity()
                        .multiply(BigDecimal.valueOf(position.side().sign())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        compare(found, "position told", Venues.position(venue).multiply(CONTRACT), answered);
        compare(found, "cash told", new BigDecimal(venue.getString("cash")), balance.cash());
        compare(found, "cash", new BigDecimal(venue.getString("cash")), cash(venue));
        return found.isEmpty() ? "" : found.toString();
    }

    private static void compare(List<String> found, String what, BigDecimal venue, BigDecimal books) {
        if (venue.compareTo(books) != 0) {
            found.add(what + ": venue " + venue.toPlainString() + ", books " + books.toPlainString());
        }
    }

    private BigDecimal quantity() {
        BigDecimal quantity = BigDecimal.ZERO;
        for (Fill fill : fills.values()) {
            quantity = quantity.add(
                    fill.quantity().multiply(BigDecimal.valueOf(fill.side().sign())));
        }
        for (Booking booking : bookings.values()) {
            if (booking instanceof Booking.ForcedClose forced) {
                quantity = quantity.subtract(forced.quantity()
                        .multiply(BigDecimal.valueOf(forced.side().sign())));
            }
        }
        return quantity;
    }

    /** Cash is what flowed, less what the open position cost. */
    private BigDecimal cash(JsonObject venue) {
        BigDecimal cash = START;
        for (Fill fill : fills.values()) {
            cash = cash.subtract(fill.notional()
                            .multiply(BigDecimal.valueOf(fill.side().sign())))
                    .subtract(fill.fee());
        }
        for (Booking booking : bookings.values()) {
            cash = switch (booking) {
                case Booking.Funding funding -> cash.add(funding.amount());
                case Booking.ForcedClose forced ->
                    cash.add(forced.quantity()
                                    .multiply(forced.price())
                                    .multiply(BigDecimal.valueOf(forced.side().sign())))
                            .subtract(forced.fee());
                case Booking.Transfer transfer -> cash.add(transfer.amount());
            };
        }
        BigDecimal cost = Venues.rows(venue, "positions")
                .map(row -> Venues.number(row, "pos")
                        .multiply(row.getString("posSide").equals("short") ? BigDecimal.ONE.negate() : BigDecimal.ONE)
                        .multiply(CONTRACT)
                        .multiply(Venues.number(row, "avgPx")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return cash.add(cost).setScale(8, java.math.RoundingMode.HALF_EVEN);
    }

    /** No id twice, nothing at the exchange that was reported as not there, nothing missing that was accepted. */
    void check(JsonObject venue) {
        Set<String> seen = new HashSet<>();
        Venues.rows(venue, "orders")
                .map(row -> row.getString("clOrdId"))
                .filter(id -> !id.isEmpty())
                .forEach(id -> require(seen.add(id), "order " + id + " exists twice"));
        arrived.forEach((id, there) -> require(
                seen.contains(id.value()) == there,
                "order " + id + " was reported as " + (there ? "accepted" : "not there") + " and is not"));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
