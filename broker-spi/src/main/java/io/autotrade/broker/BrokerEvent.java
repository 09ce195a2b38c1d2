package io.autotrade.broker;

import java.time.Instant;

/**
 * What a broker tells unasked. Events may repeat and may be late; ids make repetition harmless. An order's events come
 * in the order of its life; a fill may come before or after the order update that counts it.
 */
public sealed interface BrokerEvent {

    record OrderUpdated(Order order) implements BrokerEvent {
        public OrderUpdated {
            Checks.present("order", order);
        }
    }

    record Filled(Fill fill) implements BrokerEvent {
        public Filled {
            Checks.present("fill", fill);
        }
    }

    record Booked(Booking booking) implements BrokerEvent {
        public Booked {
            Checks.present("booking", booking);
        }
    }

    record PositionChanged(Position position) implements BrokerEvent {
        public PositionChanged {
            Checks.present("position", position);
        }
    }

    record PositionClosed(Symbol symbol, Instant at) implements BrokerEvent {
        public PositionClosed {
            Checks.present("symbol", symbol);
            Checks.time("at", at);
        }
    }

    record BalanceChanged(Balance balance) implements BrokerEvent {
        public BalanceChanged {
            Checks.present("balance", balance);
        }
    }

    /**
     * State of the push connection.
     *
     * <pre>
     *   UP --&gt; DOWN --&gt; RESET --&gt; DOWN ...
     *    \--&gt; MAINTENANCE --&gt; UP or DOWN
     * </pre>
     *
     * After {@link #RESET} events flow as after {@link #UP}; a gap is never ended by {@link #UP} alone.
     */
    enum Connection {
        /** Events flow. */
        UP,
        /** Events may be missing from now on. */
        DOWN,
        /**
         * Events flow again after a gap: read orders, fills, bookings, positions and balance before trusting anything.
         */
        RESET,
        /** The venue announced an interruption; events still flow. */
        MAINTENANCE
    }

    record ConnectionChanged(Connection state, String detail, Instant at) implements BrokerEvent {
        public ConnectionChanged {
            Checks.present("state", state);
            Checks.present("detail", detail);
            Checks.time("at", at);
        }
    }
}
