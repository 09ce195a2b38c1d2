package io.autotrade.broker.tck;

import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.Symbol;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A market source under test and the market it reads. A source that makes its own prices needs no levers; one of a real
 * venue stands over a small server that speaks the venue's protocol.
 */
public interface MarketSourceHarness extends AutoCloseable {

    MarketSourceProvider provider();

    /** The source's section, complete. */
    JsonObject section();

    /** What is to be watched; two or more where the market has them. */
    List<Symbol> symbols();

    /** Timeframes of the service, shortest first; the market has at least 20 finished candles of each. */
    default List<Duration> timeframes() {
        return List.of(Duration.ofMinutes(15), Duration.ofHours(1));
    }

    /** What the source is given as wall time. */
    default InstantSource clock() {
        return InstantSource.system();
    }

    /**
     * Lets the market trade at a price.
     *
     * @return false when the harness has no say in it
     */
    default boolean trade(Symbol symbol, BigDecimal price) {
        return false;
    }

    /**
     * Cuts the stream of prices once; a new one may be opened.
     *
     * @return false when there is none to cut
     */
    default boolean interrupt() {
        return false;
    }

    @Override
    default void close() throws Exception {}
}
