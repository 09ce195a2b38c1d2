package io.autotrade.market;

import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one symbol. One writer at a time; the getters and {@link #view} may be called from any thread.
 */
final class SymbolMarket {

    private static final int MAX_FUNDING_HISTORY = 100;
    private static final Duration OPEN_INTEREST_WINDOW = Duration.ofHours(24);
    /** Observations closer together than this replace each other, which bounds their number. */
    private static final Duration OPEN_INTEREST_STEP = Duration.ofMinutes(5);

    private final Symbol symbol;
    private final CandleAggregator aggregator;
    private final CandleHistory shortTerm;
    private final CandleHistory longTerm;
    private final ArrayDeque<OpenInterest> openInterests = new ArrayDeque<>();
    private volatile @Nullable Ticker ticker;
    private volatile @Nullable OrderBook orderBook;
    private volatile @Nullable FundingRate funding;
    private volatile List<FundingRate> fundingHistory = List.of();
    private volatile @Nullable OpenInterest openInterest;
    private volatile @Nullable BigDecimal openInterestAverage;
    private volatile @Nullable Instrument instrument;

    SymbolMarket(Symbol symbol, Duration shortTimeframe, Duration longTimeframe, int history, Instant watchedFrom) {
        this.symbol = symbol;
        this.aggregator = new CandleAggregator(symbol, List.of(shortTimeframe, longTimeframe), watchedFrom);
        this.shortTerm = new CandleHistory(shortTimeframe, history);
        this.longTerm = new CandleHistory(longTimeframe, history);
    }

    Symbol symbol() {
        return symbol;
    }

    CandleAggregator aggregator() {
        return aggregator;
    }

    CandleHistory history(Duration timeframe) {
        if (timeframe.equals(shortTerm.view().timeframe())) {
            return shortTerm;
        }
        if (timeframe.equals(longTerm.view().timeframe())) {
            return longTerm;
        }
        throw new IllegalArgumentException("no candles of " + Timeframes.text(timeframe) + " are kept");
    }

    @Nullable
    Ticker ticker() {
        return ticker;
    }

    @Nullable
    FundingRate funding() {
        return funding;
    }

    /** Takes a ticker unless a newer one is known. */
    void ticker(Ticker newer) {
        Ticker known = ticker;
        if (known == null || !newer.at().isBefore(known.at())) {
            ticker = newer;
        }
    }

    void orderBook(@Nullable OrderBook book) {
        orderBook = book;
    }

    void instrument(Instrument described) {
        instrument = described;
    }

    void funding(FundingRate newer) {
        FundingRate known = funding;
        if (known == null || !newer.at().isBefore(known.at())) {
            funding = newer;
        }
    }

    void fundingSettled(Collection<FundingRate> settled) {
        TreeMap<Instant, FundingRate> byTime = new TreeMap<>();
        fundingHistory.forEach(rate -> byTime.put(rate.fundingTime(), rate));
        settled.forEach(rate -> byTime.put(rate.fundingTime(), rate));
        while (byTime.size() > MAX_FUNDING_HISTORY) {
            byTime.pollFirstEntry();
        }
        fundingHistory = List.copyOf(byTime.values());
    }

    void openInterest(OpenInterest newer) {
        OpenInterest known = openInterest;
        if (known != null && newer.at().isBefore(known.at())) {
            return;
        }
        openInterest = newer;
        observe(newer);
        openInterestAverage = openInterests.stream()
                .map(OpenInterest::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(openInterests.size()), MathContext.DECIMAL64);
    }

    /** Keeps the newest observation, and of the older ones only what is needed to have about one per step. */
    private void observe(OpenInterest newer) {
        if (openInterests.size() >= 2) {
            OpenInterest last = openInterests.removeLast();
            if (!newer.at().isBefore(openInterests.getLast().at().plus(OPEN_INTEREST_STEP.multipliedBy(2)))) {
                openInterests.addLast(last);
            }
        }
        openInterests.addLast(newer);
        Instant oldest = newer.at().minus(OPEN_INTEREST_WINDOW);
        openInterests.removeIf(value -> value.at().isBefore(oldest));
    }

    /**
     * Adds finished candles to the history; what could not be added, and what is missing, comes back in
     * {@code missing}.
     */
    List<Candle> apply(List<CandleUpdate> updates, List<CandleUpdate.Missing> missing) {
        List<Candle> changed = new ArrayList<>(updates.size());
        for (CandleUpdate update : updates) {
            switch (update) {
                case CandleUpdate.Missing gap -> missing.add(gap);
                case CandleUpdate.Finished finished -> put(finished.candle(), changed, missing);
            }
        }
        return changed;
    }

    private void put(Candle candle, List<Candle> changed, List<CandleUpdate.Missing> missing) {
        CandleHistory history = history(candle.timeframe());
        switch (history.put(candle)) {
            case APPENDED, CORRECTED -> changed.add(candle);
            case UNCHANGED, IGNORED -> {}
            case GAP ->
                missing.add(new CandleUpdate.Missing(
                        candle.timeframe(), history.view().candles().getLast().closesAt(), candle.closesAt()));
        }
    }

    /** Joins candles that were read from the source; returns those that are new or have other values. */
    List<Candle> merge(Duration timeframe, List<Candle> candles) {
        List<Candle> changed = history(timeframe).merge(candles);
        candles.stream().max(Comparator.comparing(Candle::opensAt)).ifPresent(aggregator::known);
        return changed;
    }

    /** Finished candles that are kept, oldest first; empty for a timeframe that is not kept. */
    List<Candle> candles(Duration timeframe) {
        if (timeframe.equals(shortTerm.view().timeframe())) {
            return shortTerm.view().candles();
        }
        return timeframe.equals(longTerm.view().timeframe()) ? longTerm.view().candles() : List.of();
    }

    /** When the newest finished candle ends; empty when none is known. */
    Optional<Instant> candlesUntil(Duration timeframe) {
        List<Candle> candles = history(timeframe).view().candles();
        return candles.isEmpty()
                ? Optional.empty()
                : Optional.of(candles.getLast().closesAt());
    }

    /** Whether both timeframes have enough candles for all indicators. */
    boolean hasIndicators() {
        return complete(shortTerm.view()) && complete(longTerm.view());
    }

    private static boolean complete(TimeframeView view) {
        return view.latest() != null && view.latest().ema50() != null;
    }

    /** Null while there is no price. */
    @Nullable
    SymbolView view() {
        Ticker prices = ticker;
        if (prices == null) {
            return null;
        }
        return new SymbolView(
                symbol,
                prices,
                shortTerm.view(),
                longTerm.view(),
                orderBook,
                funding,
                fundingHistory,
                openInterest,
                openInterestAverage,
                instrument);
    }
}
