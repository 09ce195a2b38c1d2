package io.autotrade.broker;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where prices come from. Implemented by plugins, used by the service. Reads fail with a {@link BrokerException}; a
 * source never invents a value and never answers with an old one as if it were new: every datum carries its time.
 */
public interface MarketSource {

    /** Whether the prices are recorded or made up, so that people are told. */
    boolean simulated();

    /** One sentence for people: what these prices are and how fast their time runs. */
    String description();

    /**
     * Whether time itself comes from this source (a recorded or simulated market). Then {@link #clock()} is the clock
     * of the whole service, events are sent one at a time, and the source waits for the future of each event's
     * listeners.
     */
    boolean drivesClock();

    /** The time of this market. A live source returns the clock of its context. */
    InstantSource clock();

    /**
     * How many seconds of market time pass in one second; empty when as fast as the service can. 1 for a live source.
     */
    Optional<Double> speed();

    Future<List<Instrument>> instruments();

    /**
     * Finished candles, oldest first, without gaps, the unfinished one never included.
     *
     * @param before only candles that close at or before this time; null for up to now
     * @param limit greater than zero; fewer are returned when the source has no more
     */
    Future<List<Candle>> candles(Symbol symbol, Duration timeframe, @Nullable Instant before, int limit);

    Future<Ticker> ticker(Symbol symbol);

    /** Empty when the source has no order books. */
    Future<Optional<OrderBook>> orderBook(Symbol symbol, int depth);

    /** The coming funding; empty when the source does not know it. */
    Future<Optional<FundingRate>> fundingRate(Symbol symbol);

    /** Rates that were charged, oldest first, at most {@code limit}, the newest included. */
    Future<List<FundingRate>> fundingHistory(Symbol symbol, int limit);

    /** Empty when the source does not know it. */
    Future<Optional<OpenInterest>> openInterest(Symbol symbol);

    /** Price of the index the swap follows. Empty when the source does not know it, as by default. */
    default Future<Optional<IndexPrice>> indexPrice(Symbol symbol) {
        return Future.succeededFuture(Optional.empty());
    }

    /** The band of prices in which orders are taken. Empty when the source does not know it, as by default. */
    default Future<Optional<PriceLimits>> priceLimits(Symbol symbol) {
        return Future.succeededFuture(Optional.empty());
    }

    /** Work at the venue, planned or under way, soonest first; empty when there is none or the source cannot tell. */
    default Future<List<Interruption>> interruptions() {
        return Future.succeededFuture(List.of());
    }

    /** Begins delivery of events to the listener; called once. Nothing is delivered before, and time does not pass. */
    Subscription start(MarketListener listener);

    /** Stops and releases everything. Idempotent. */
    Future<Void> close();
}
