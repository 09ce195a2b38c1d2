package io.autotrade.market;

import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Health of the market feed.
 *
 * @param source id of the market source
 * @param detail one sentence of the source about its state; empty when it gave none
 * @param since when the state was entered, by the market's clock
 * @param lastEventAt time of the newest event; null before the first
 * @param ages age of the newest price by symbol; a symbol without any price is missing
 * @param withoutPrice symbols of which no price is known
 * @param withoutCandles symbols of which too few candles are known to compute anything
 * @param lateTrades trades dropped because their candle was finished
 * @param duplicateTrades trades dropped because they were known
 * @param conflatedEvents tickers replaced by a newer one before anybody saw them
 * @param droppedEvents events thrown away because the service could not keep up
 * @param listenerFailures listeners that failed to handle an event
 */
public record FeedStatus(
        String source,
        FeedState state,
        String detail,
        Instant since,
        @Nullable Instant lastEventAt,
        SortedMap<Symbol, Duration> ages,
        Set<Symbol> withoutPrice,
        Set<Symbol> withoutCandles,
        long lateTrades,
        long duplicateTrades,
        long conflatedEvents,
        long droppedEvents,
        long listenerFailures) {

    public FeedStatus {
        ages = Collections.unmodifiableSortedMap(new TreeMap<>(ages));
        withoutPrice = Set.copyOf(withoutPrice);
        withoutCandles = Set.copyOf(withoutCandles);
    }

    /** Symbols whose newest price is older than this, or that have none. */
    public Set<Symbol> stale(Duration limit) {
        Set<Symbol> stale = new java.util.TreeSet<>(withoutPrice);
        for (Map.Entry<Symbol, Duration> age : ages.entrySet()) {
            if (age.getValue().compareTo(limit) > 0) {
                stale.add(age.getKey());
            }
        }
        return Collections.unmodifiableSet(stale);
    }

    /** Whether the feed flows and every symbol has a price that is not older than this. */
    public boolean healthy(Duration limit) {
        boolean flowing = switch (state) {
            case UP, RESET -> true;
            case DOWN, FINISHED -> false;
        };
        return flowing && stale(limit).isEmpty();
    }
}
