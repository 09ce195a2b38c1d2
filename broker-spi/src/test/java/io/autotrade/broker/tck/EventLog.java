package io.autotrade.broker.tck;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers what a broker told, and lets a test wait for more. Safe from any thread. */
final class EventLog implements Consumer<BrokerEvent> {

    private static final int PROBED = 10;

    private final List<BrokerEvent> events = new ArrayList<>();
    private final Duration dwell;
    private int inside;
    private boolean overlapped;

    EventLog() {
        this(Duration.ZERO);
    }

    /** A log that dwells on each of the first events, so that one told at the same time is noticed. */
    EventLog(Duration dwell) {
        this.dwell = dwell;
    }

    @Override
    public synchronized void accept(BrokerEvent event) {
        inside++;
        overlapped |= inside > 1;
        events.add(event);
        notifyAll();
        if (dwell.isPositive() && !overlapped && events.size() <= PROBED) {
            giveWay();
        }
        inside--;
    }

    /** Lets go of the lock, for another thread to come in if there is one. */
    private void giveWay() {
        try {
            wait(dwell.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether two events were ever delivered at the same time. */
    synchronized boolean overlapped() {
        return overlapped;
    }

    synchronized List<BrokerEvent> all() {
        return List.copyOf(events);
    }

    synchronized int size() {
        return events.size();
    }

    /** Returns when there are more events than {@code seen} or the time is over. */
    synchronized void awaitMoreThan(int seen, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); events.size() <= seen && left > 0; left = end - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for events", e);
        }
    }

    <T extends BrokerEvent> List<T> of(Class<T> type) {
        return all().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The updates of one order, in the order in which they were told. */
    List<Order> updates(@Nullable ClientOrderId id) {
        return of(BrokerEvent.OrderUpdated.class).stream()
                .map(BrokerEvent.OrderUpdated::order)
                .filter(order -> id != null && id.equals(order.clientOrderId()))
                .toList();
    }

    /** Every fill once, by id; a fill that was told again with another content fails. */
    Map<String, Fill> fills() {
        Map<String, Fill> byId = new LinkedHashMap<>();
        for (BrokerEvent.Filled event : of(BrokerEvent.Filled.class)) {
            Fill before = byId.putIfAbsent(event.fill().fillId(), event.fill());
            if (before != null && !Amounts.same(before, event.fill())) {
                throw new AssertionError("fill id used for two executions: " + before + " and " + event.fill());
            }
        }
        return byId;
    }
}
