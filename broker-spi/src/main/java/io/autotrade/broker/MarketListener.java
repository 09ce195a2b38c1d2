package io.autotrade.broker;

import io.vertx.core.Future;

/** Receives market events one at a time. */
@FunctionalInterface
public interface MarketListener {

    /**
     * Handles one event.
     *
     * @return completes when the consequences are done. A source whose time is its own
     *     ({@link MarketSource#drivesClock()}) waits for it before the next event; a live source does not wait and
     *     conflates instead
     */
    Future<Void> onEvent(MarketEvent event);
}
