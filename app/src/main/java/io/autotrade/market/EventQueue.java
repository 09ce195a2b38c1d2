package io.autotrade.market;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Symbol;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait while an earlier one is being handled. Bounded: of the tickers of one symbol, and of clock steps,
 * only the newest waits, at the place of the first; when too many others wait, further trades are refused. Everything
 * else is rare and always taken. Not safe for concurrent use.
 */
final class EventQueue {

    /** An event and the promise that is completed when it was handled. */
    static final class Waiting {

        private MarketEvent event;
        private final Promise<Void> done = Promise.promise();

        private Waiting(MarketEvent event) {
            this.event = event;
        }

        MarketEvent event() {
            return event;
        }

        Promise<Void> done() {
            return done;
        }
    }

    private static final Object CLOCK = new Object();

    private final int maxTrades;
    private final ArrayDeque<Waiting> order = new ArrayDeque<>();
    private final Map<Object, Waiting> newestOf = new HashMap<>();
    private int trades;
    private long conflated;

    EventQueue(int maxTrades) {
        this.maxTrades = maxTrades;
    }

    /** Null when the event was refused. */
    @Nullable
    Waiting offer(MarketEvent event) {
        Object key = key(event);
        Waiting older = key == null ? null : newestOf.get(key);
        if (older != null) {
            conflated++;
            older.event = event;
            return older;
        }
        if (event instanceof MarketEvent.Traded && trades++ >= maxTrades) {
            trades--;
            return null;
        }
        Waiting waiting = new Waiting(event);
        order.addLast(waiting);
        if (key != null) {
            newestOf.put(key, waiting);
        }
        return waiting;
    }

    /** The oldest; null when nothing waits. */
    @Nullable
    Waiting poll() {
        Waiting first = order.pollFirst();
        if (first == null) {
            return null;
        }
        Object key = key(first.event);
        if (key != null) {
            newestOf.remove(key);
        }
        if (first.event instanceof MarketEvent.Traded) {
            trades--;
        }
        return first;
    }

    /** How many events were replaced by a newer one. */
    long conflated() {
        return conflated;
    }

    int size() {
        return order.size();
    }

    private static @Nullable Object key(MarketEvent event) {
        return switch (event) {
            case MarketEvent.Ticked ticked -> keyOf(ticked.ticker().symbol());
            case MarketEvent.ClockAdvanced step -> CLOCK;
            case MarketEvent.Traded traded -> null;
            case MarketEvent.CandleClosed closed -> null;
            case MarketEvent.FundingChanged changed -> null;
            case MarketEvent.FundingSettled settled -> null;
            case MarketEvent.FeedChanged changed -> null;
        };
    }

    private static Object keyOf(Symbol symbol) {
        return symbol;
    }
}
