package io.autotrade.market;

import io.autotrade.broker.Symbol;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The market at one moment, immutable: what an advisor is shown and what a decision is judged against.
 *
 * @param at when it was taken, by the market's clock
 * @param source id of the market source
 * @param simulated whether prices are recorded or made up
 * @param symbols by symbol, sorted; a symbol without any price is missing
 */
public record MarketView(Instant at, String source, boolean simulated, SortedMap<Symbol, SymbolView> symbols) {

    public MarketView {
        symbols = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
    }

    public static MarketView of(Instant at, String source, boolean simulated, Map<Symbol, SymbolView> symbols) {
        return new MarketView(at, source, simulated, new TreeMap<>(symbols));
    }

    /** The same with at most so many candles of each timeframe, the newest: all indicators and series stay. */
    public MarketView withCandles(int newest) {
        SortedMap<Symbol, SymbolView> fewer = new TreeMap<>();
        symbols.forEach((symbol, view) -> fewer.put(symbol, view.withCandles(newest)));
        return new MarketView(at, source, simulated, fewer);
    }

    public Optional<SymbolView> symbol(Symbol symbol) {
        return Optional.ofNullable(symbols.get(symbol));
    }
}
