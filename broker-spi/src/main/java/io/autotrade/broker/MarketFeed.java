package io.autotrade.broker;

import java.util.Optional;

/** The market as the service sees it, for brokers that fill from it. */
public interface MarketFeed {

    /**
     * The latest ticker of a symbol; empty when none has been seen since start. Never older data than the last tick.
     */
    Optional<Ticker> latest(Symbol symbol);

    /** The latest funding rate of a symbol; empty when unknown. */
    Optional<FundingRate> funding(Symbol symbol);

    /**
     * Registers a listener that sees every event before the service acts on it. A market that has its own clock waits
     * for the returned future before time goes on, so a paper broker can make its fills durable at the time of the tick
     * that caused them.
     */
    Subscription listen(MarketListener listener);
}
