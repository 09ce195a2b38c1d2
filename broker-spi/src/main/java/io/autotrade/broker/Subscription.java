package io.autotrade.broker;

/** A registered listener. */
@FunctionalInterface
public interface Subscription {

    /** Stops delivery; an event already being delivered completes. May be called more than once and from any thread. */
    void cancel();
}
