package io.autotrade.broker;

/** Answer to {@link Broker#order}: what the venue knows about a client order id. */
public sealed interface OrderLookup {

    record Found(Order order) implements OrderLookup {
        public Found {
            Checks.present("order", order);
        }
    }

    /**
     * The venue guarantees that it never acted on this id and never will: the order did not arrive and, because of its
     * expiry or because the connection is provably dead, cannot arrive any more.
     */
    record NeverArrived() implements OrderLookup {}

    /** Not seen now; it may still appear. Ask again later. */
    record NotVisible() implements OrderLookup {}
}
