package io.autotrade.simulated.broker;

import io.autotrade.broker.Booking;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What one operation did: the facts to keep and the events to tell once they are kept. */
final class Changes {

    private final List<BrokerEvent> events = new ArrayList<>();
    private final List<Fill> fills = new ArrayList<>();
    private final List<Booking> bookings = new ArrayList<>();
    private final List<Order> finished = new ArrayList<>();
    private final TreeSet<Symbol> touched = new TreeSet<>();
    private boolean dirty;

    /** The state changed in a way that no other method of this class records. */
    void touch() {
        dirty = true;
    }

    void position(Symbol symbol) {
        dirty = true;
        touched.add(symbol);
    }

    void order(Order order) {
        dirty = true;
        events.add(new BrokerEvent.OrderUpdated(order));
    }

    void finished(Order order) {
        finished.add(order);
        order(order);
    }

    void fill(Fill fill) {
        dirty = true;
        fills.add(fill);
        events.add(new BrokerEvent.Filled(fill));
    }

    void booking(Booking booking) {
        dirty = true;
        bookings.add(booking);
        events.add(new BrokerEvent.Booked(booking));
    }

    void event(BrokerEvent event) {
        events.add(event);
    }

    /** Whether there is anything to keep. */
    boolean dirty() {
        return dirty;
    }

    boolean movedMoney() {
        return !fills.isEmpty() || !bookings.isEmpty();
    }

    List<BrokerEvent> events() {
        return events;
    }

    List<Fill> fills() {
        return fills;
    }

    List<Booking> bookings() {
        return bookings;
    }

    /** Orders that became final. */
    List<Order> finished() {
        return finished;
    }

    /** Symbols whose position changed. */
    Set<Symbol> touched() {
        return touched;
    }
}
