package io.autotrade.simulated.broker;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything about the account that the next operation depends on. Written to the store as one value; see
 * {@link StateCodec}.
 */
final class State {

    /** A mark price and when it was seen. */
    record Mark(BigDecimal price, Instant at) {}

    /**
     * Distinguishes the ids of this account from those of another one made later; part of every fill and booking id.
     */
    final String accountId;

    BigDecimal cash;
    final TreeMap<Symbol, Holding> holdings = new TreeMap<>();
    final TreeMap<Long, OpenOrder> orders = new TreeMap<>();
    final TreeMap<Symbol, BigDecimal> leverages = new TreeMap<>();

    /** The newest mark price of every symbol seen; those of positions and resting orders survive a restart. */
    final TreeMap<Symbol, Mark> marks = new TreeMap<>();

    /** When each symbol was last charged funding. */
    final TreeMap<Symbol, Instant> funded = new TreeMap<>();

    /** When the dead man's switch cancels the resting entries; null when it is not armed. */
    @Nullable
    Instant deadline;

    /** Number of the newest order or guard. */
    long orderCount;

    long fillCount;
    long bookingCount;

    /** Number of orders that are final, protective ones included. */
    long finishedCount;

    State(String accountId, BigDecimal cash) {
        this.accountId = accountId;
        this.cash = cash;
    }

    /** A new account; two accounts opened at different seconds have different ids. */
    static State opened(BigDecimal cash, Instant at) {
        return new State(Long.toString(at.getEpochSecond(), Character.MAX_RADIX), cash);
    }

    /**
     * The mark of a symbol with a position or a resting order; there always is one, because it was placed at a price.
     */
    Mark mark(Symbol symbol) {
        Mark mark = marks.get(symbol);
        if (mark == null) {
            throw new IllegalStateException("no mark price of " + symbol);
        }
        return mark;
    }

    String nextFillId() {
        return accountId + "-F" + ++fillCount;
    }

    String nextBookingId() {
        return accountId + "-B" + ++bookingCount;
    }
}
