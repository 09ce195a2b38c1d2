package io.autotrade.market;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Trades of one symbol to candles of any lengths. Plain and deterministic; not safe for concurrent use.
 *
 * <ul>
 *   <li>Volume is counted once: a trade whose id was seen among the last {@value #REMEMBERED_TRADES} is dropped.
 *   <li>A finished candle never opens again: a trade that belongs to one is counted as late and dropped.
 *   <li>Candles of the venue win over trades, whether of the same length or shorter ones that fill it.
 *   <li>A candle is made of trades only when they were watched from its first moment to its last without interruption,
 *       else it is reported as {@link CandleUpdate.Missing}.
 *   <li>A silent interval becomes a flat candle without volume only when a clock says that it has passed; a later trade
 *       alone does not prove that nothing was traded.
 * </ul>
 */
public final class CandleAggregator {

    /** How many trade ids are remembered. */
    public static final int REMEMBERED_TRADES = 4096;

    private final Symbol symbol;
    private final RecentIds tradeIds = new RecentIds(REMEMBERED_TRADES);
    private final List<CandleBuilder> builders;
    private long lateTrades;
    private long duplicateTrades;

    /**
     * @param timeframes lengths of the candles, without duplicates
     * @param watchedFrom trades are seen from this time on
     */
    public CandleAggregator(Symbol symbol, Collection<Duration> timeframes, Instant watchedFrom) {
        this.symbol = symbol;
        this.builders = timeframes.stream()
                .map(timeframe -> new CandleBuilder(symbol, timeframe, watchedFrom))
                .toList();
    }

    /** Takes a trade; its time may finish candles before it. */
    public List<CandleUpdate> onTrade(Trade trade) {
        requireSymbol(trade.symbol());
        if (!tradeIds.add(trade.tradeId())) {
            duplicateTrades++;
            return List.of();
        }
        List<CandleUpdate> updates = new ArrayList<>(0);
        boolean late = false;
        for (CandleBuilder builder : builders) {
            late |= !builder.add(trade, updates);
        }
        if (late) {
            lateTrades++;
        }
        return updates;
    }

    /** Takes a finished candle of the venue, of any length. */
    public List<CandleUpdate> onCandle(Candle candle) {
        requireSymbol(candle.symbol());
        List<CandleUpdate> updates = new ArrayList<>(1);
        for (CandleBuilder builder : builders) {
            builder.add(candle, updates);
        }
        return updates;
    }

    /** Time is known to have reached this instant and every trade before it has been delivered. */
    public List<CandleUpdate> onTime(Instant time) {
        List<CandleUpdate> updates = new ArrayList<>(0);
        for (CandleBuilder builder : builders) {
            builder.advance(time, true, updates);
        }
        return updates;
    }

    /** Trades may be missing until this time: nothing is made of trades for candles that begin before it. */
    public void interrupted(Instant until) {
        builders.forEach(builder -> builder.watchFrom(until));
    }

    /** Tells the newest finished candle that is known from elsewhere, such as the source's history. */
    public void known(Candle newest) {
        builders.stream()
                .filter(builder -> builder.timeframe().equals(newest.timeframe()))
                .forEach(builder -> builder.known(newest));
    }

    /** Volume traded so far in the unfinished candle of this length; zero when it was not traded. */
    public BigDecimal unfinishedVolume(Duration timeframe) {
        return builders.stream()
                .filter(builder -> builder.timeframe().equals(timeframe))
                .map(CandleBuilder::unfinishedVolume)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** Trades that came after a candle they belong to was finished. */
    public long lateTrades() {
        return lateTrades;
    }

    /** Trades that came again. */
    public long duplicateTrades() {
        return duplicateTrades;
    }

    private void requireSymbol(Symbol other) {
        if (!other.equals(symbol)) {
            throw new IllegalArgumentException("data of " + other + " given to the candles of " + symbol);
        }
    }
}
