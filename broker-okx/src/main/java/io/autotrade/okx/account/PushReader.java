package io.autotrade.okx.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.okx.loop.Outlet;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.BalanceRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.Row;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what the private channels push into events. Messages are worked off strictly one after the other, because one
 * may need a question to OKX first. Repeated, reordered and missing messages are expected.
 */
final class PushReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REMEMBERED = 20_000;

    /** Kinds of {@code balance_and_position} that come with a bill of interest. */
    private static final Set<String> BOOKED =
            Set.of("funding_fee", "liquidation", "adl", "transferred", "claw_back", "settlement", "delivered");

    private final Venue venue;
    private final Causes causes;
    private final Fills fills;
    private final Outlet<BrokerEvent> outlet;
    private final Follower follower;
    private final OrderProgress progress = new OrderProgress();
    private final Map<String, Boolean> toldFills = new Recent<>(REMEMBERED);
    private final Map<String, BigDecimal> toldQuantity = new Recent<>(REMEMBERED);
    private final Map<String, String> positions = new HashMap<>();
    private Future<Void> queue = Future.succeededFuture();
    private String fillsBefore = "";

    /** Told when something has changed that a push only hints at. */
    interface Follower {

        /** Size or price of a position is not what it was. */
        void positionsChanged();

        /** There are new bills that are not trades. */
        void billsChanged();

        /** An order was pushed; called before anything is asked about it. */
        void orderPushed(OrderRow order);

        /** An order is final, or a first execution has happened. */
        void orderTold(Order order);

        /** A protective order has changed. */
        void protectionTold();
    }

    PushReader(Venue venue, Causes causes, Fills fills, Outlet<BrokerEvent> outlet, Follower follower) {
        this.venue = venue;
        this.causes = causes;
        this.fills = fills;
        this.outlet = outlet;
        this.follower = follower;
    }

    /** Executions after this cursor are looked through when one seems to be missing. */
    void begin(String fillCursor) {
        fillsBefore = fillCursor;
    }

    void message(Buffer message) {
        JsonNode root;
        try {
            root = JSON.readTree(message.getBytes());
        } catch (IOException e) {
            venue.logger().warn("OKX pushed something that is not JSON");
            return;
        }
        String channel = root.path("arg").path("channel").asText();
        List<Row> rows = Row.list(root.path("data"));
        if (channel.equals("positions")) {
            // A hint that must not wait for the questions other messages may raise.
            positions(rows);
            return;
        }
        if (channel.equals("orders")) {
            venue.swaps(rows, OrderRow::new).forEach(follower::orderPushed);
        }
        queue = queue.transform(before -> handle(channel, rows)).recover(failure -> {
            venue.logger().warn("a push of OKX on {} was not understood: {}", channel, failure.getMessage());
            venue.metrics().count("push.unreadable", 1, "channel", channel);
            follower.positionsChanged();
            return Future.succeededFuture();
        });
    }

    private Future<Void> handle(String channel, List<Row> rows) {
        return switch (channel) {
            case "orders" -> sequence(venue.swaps(rows, OrderRow::new), this::order);
            case "orders-algo" -> sequence(venue.swaps(rows, AlgoRow::new), this::algo);
            case "account" -> now(() -> account(rows));
            case "balance_and_position" -> now(() -> hints(rows));
            default -> Future.succeededFuture();
        };
    }

    private static <T> Future<Void> sequence(List<T> items, java.util.function.Function<T, Future<Void>> each) {
        Future<Void> done = Future.succeededFuture();
        for (T item : items) {
            done = done.compose(before -> each.apply(item));
        }
        return done;
    }

    private static Future<Void> now(Runnable work) {
        work.run();
        return Future.succeededFuture();
    }

    private Future<Void> order(OrderRow row) {
        if (row.isForced()) {
            follower.billsChanged();
        }
        return causes.of(row).compose(cause -> {
            Order order = row.order(cause);
            row.pushedFill(cause).ifPresent(this::tell);
            return missing(row).map(done -> {
                if (progress.isNews(row.orderId(), order)) {
                    outlet.emit(new BrokerEvent.OrderUpdated(order));
                    follower.orderTold(order);
                }
                return null;
            });
        });
    }

    private void tell(Fill fill) {
        if (toldFills.put(fill.fillId(), true) != null) {
            return;
        }
        String order = fill.venueOrderId();
        if (order != null) {
            toldQuantity.merge(order, fill.quantity(), BigDecimal::add);
        }
        outlet.emit(new BrokerEvent.Filled(fill));
    }

    /** When more is filled than was told, messages are missing or out of order: the executions are read. */
    private Future<Void> missing(OrderRow row) {
        BigDecimal told = toldQuantity.getOrDefault(row.orderId(), BigDecimal.ZERO);
        if (row.isForced() || row.filled().compareTo(told) <= 0) {
            return Future.succeededFuture();
        }
        return fills.ofOrder(row.orderId(), fillsBefore)
                .<Void>map(found -> {
                    found.forEach(this::tell);
                    return null;
                })
                .recover(failure -> {
                    venue.logger()
                            .warn("executions of order {} could not be read: {}", row.orderId(), failure.getMessage());
                    return Future.succeededFuture();
                });
    }

    private Future<Void> algo(AlgoRow algo) {
        causes.remember(algo);
        if (algo.isEffective()) {
            // What becomes of it is told by the order it has turned into.
            return Future.succeededFuture();
        }
        for (Order order : algo.orders()) {
            if (progress.isNews(algo.algoId() + order.origin(), order)) {
                outlet.emit(new BrokerEvent.OrderUpdated(order));
                follower.protectionTold();
            }
        }
        return Future.succeededFuture();
    }

    /** A push says that something changed; the position with its protection is then read as a whole. */
    private void positions(List<Row> rows) {
        for (Row row : rows) {
            String key = row.text("instId") + '/' + row.text("posSide");
            String seen = row.text("pos") + '@' + row.text("avgPx");
            if (!seen.equals(positions.put(key, seen))) {
                follower.positionsChanged();
            }
        }
    }

    private void account(List<Row> rows) {
        for (Row row : rows) {
            Optional.of(new BalanceRow(row, venue.profile().mode()))
                    .flatMap(balance -> balance.of(venue.currency()))
                    .ifPresent(balance -> outlet.emit(new BrokerEvent.BalanceChanged(balance)));
        }
    }

    private void hints(List<Row> rows) {
        if (rows.stream().anyMatch(row -> BOOKED.contains(row.text("eventType")))) {
            follower.billsChanged();
        }
    }
}
