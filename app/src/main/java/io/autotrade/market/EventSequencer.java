package io.autotrade.market;

import io.autotrade.broker.MarketEvent;
import io.vertx.core.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handles events one at a time, each beginning when the one before it is done; those that arrive meanwhile wait in an
 * {@link EventQueue}. Safe from any thread; a handler may itself cause further events.
 */
final class EventSequencer {

    private final Function<MarketEvent, Future<Void>> handler;
    private final Consumer<MarketEvent> onDrop;
    private final ReentrantLock lock = new ReentrantLock();
    private final EventQueue waiting;
    private final LongAdder dropped = new LongAdder();
    private boolean busy;

    /**
     * @param maxWaitingTrades further trades are dropped
     * @param handler never throws, and its future never fails
     * @param onDrop told of each event that was dropped
     */
    EventSequencer(int maxWaitingTrades, Function<MarketEvent, Future<Void>> handler, Consumer<MarketEvent> onDrop) {
        this.waiting = new EventQueue(maxWaitingTrades);
        this.handler = handler;
        this.onDrop = onDrop;
    }

    /**
     * Completes when the event (or a newer one in its place) was handled, or at once when it was dropped; never fails.
     */
    Future<Void> accept(MarketEvent event) {
        boolean free;
        EventQueue.Waiting place = null;
        lock.lock();
        try {
            free = !busy;
            if (free) {
                busy = true;
            } else {
                place = waiting.offer(event);
            }
        } finally {
            lock.unlock();
        }
        if (free) {
            return begin(event);
        }
        if (place != null) {
            return place.done().future();
        }
        dropped.increment();
        onDrop.accept(event);
        return Future.succeededFuture();
    }

    /** Events that were dropped. */
    long dropped() {
        return dropped.sum();
    }

    /** Events that were replaced by a newer one. */
    long conflated() {
        lock.lock();
        try {
            return waiting.conflated();
        } finally {
            lock.unlock();
        }
    }

    private Future<Void> begin(MarketEvent event) {
        Future<Void> done = handler.apply(event);
        if (done.isComplete()) {
            drain();
        } else {
            done.onComplete(ignored -> drain());
        }
        return done;
    }

    private void drain() {
        for (EventQueue.Waiting next = next(); next != null; next = next()) {
            Future<Void> done = handler.apply(next.event());
            if (!done.isComplete()) {
                EventQueue.Waiting current = next;
                done.onComplete(ignored -> {
                    current.done().tryComplete();
                    drain();
                });
                return;
            }
            next.done().tryComplete();
        }
    }

    private EventQueue.@Nullable Waiting next() {
        lock.lock();
        try {
            EventQueue.Waiting next = waiting.poll();
            busy = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
