package io.autotrade.portfolio;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the starting cash would be worth had it done nothing: kept as cash, put into one symbol, or in equal parts into
 * several, at the opening of the account and held since. Without leverage, fees, slippage and funding, which flatters
 * the holdings a little; transfers after the opening are left out.
 */
public final class Baselines {

    private static final int SCALE = 8;

    private Baselines() {}

    /**
     * One moment.
     *
     * @param buyAndHold null while the price of its symbol is not known then or was not known at the opening
     * @param equalWeight null while one of its prices is not known
     */
    public record Point(
            Instant at,
            BigDecimal cash,
            @Nullable BigDecimal buyAndHold,
            @Nullable BigDecimal equalWeight) {}

    /**
     * One point at each close of a candle since the opening, oldest first.
     *
     * @param cash starting cash, settlement currency
     * @param openedAt opening of the account, by the market's clock
     * @param held what buy and hold would hold
     * @param candles by symbol, oldest first, of one length; a symbol without any makes its baseline null
     */
    public static List<Point> of(BigDecimal cash, Instant openedAt, Symbol held, Map<Symbol, List<Candle>> candles) {
        SortedMap<Symbol, Holding> holdings = new TreeMap<>();
        SortedMap<Instant, Boolean> moments = new TreeMap<>();
        candles.forEach((symbol, list) -> {
            holdings.put(symbol, new Holding(list, openedAt));
            list.stream()
                    .map(Candle::closesAt)
                    .filter(close -> close.isAfter(openedAt))
                    .forEach(close -> moments.put(close, true));
        });
        List<Point> points = new ArrayList<>();
        points.add(new Point(openedAt, cash, start(cash, holdings.get(held)), starts(cash, holdings)));
        for (Instant at : moments.keySet()) {
            BigDecimal one = holdings.containsKey(held) ? worth(cash, holdings.get(held), at) : null;
            points.add(new Point(at, cash, one, equal(cash, holdings, at)));
        }
        return List.copyOf(points);
    }

    private static @Nullable BigDecimal start(BigDecimal cash, @Nullable Holding holding) {
        return holding == null || holding.first == null ? null : cash;
    }

    private static @Nullable BigDecimal starts(BigDecimal cash, Map<Symbol, Holding> holdings) {
        return holdings.isEmpty() || holdings.values().stream().anyMatch(holding -> holding.first == null)
                ? null
                : cash;
    }

    private static @Nullable BigDecimal worth(BigDecimal cash, @Nullable Holding holding, Instant at) {
        BigDecimal first = holding == null ? null : holding.first;
        BigDecimal now = holding == null ? null : holding.closeAt(at);
        return first == null || now == null ? null : cash.multiply(now).divide(first, SCALE, RoundingMode.HALF_EVEN);
    }

    private static @Nullable BigDecimal equal(BigDecimal cash, SortedMap<Symbol, Holding> holdings, Instant at) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Holding holding : holdings.values()) {
            BigDecimal worth = worth(cash, holding, at);
            if (worth == null) {
                return null;
            }
            sum = sum.add(worth);
        }
        return holdings.isEmpty()
                ? null
                : sum.divide(BigDecimal.valueOf(holdings.size()), SCALE, RoundingMode.HALF_EVEN);
    }

    /** Prices of one symbol, and the one it was bought at: the last known when the account was opened. */
    private static final class Holding {

        private final TreeMap<Instant, BigDecimal> closes = new TreeMap<>();
        private final @Nullable BigDecimal first;

        Holding(List<Candle> candles, Instant openedAt) {
            candles.forEach(candle -> closes.put(candle.closesAt(), candle.close()));
            Map.Entry<Instant, BigDecimal> before = closes.floorEntry(openedAt);
            first = before != null ? before.getValue() : openOfFirst(candles);
        }

        /** The candle in which the account was opened begins at a price known a moment before. */
        private static @Nullable BigDecimal openOfFirst(List<Candle> candles) {
            return candles.isEmpty() ? null : candles.getFirst().open();
        }

        @Nullable
        BigDecimal closeAt(Instant at) {
            Map.Entry<Instant, BigDecimal> entry = closes.floorEntry(at);
            return entry == null ? null : entry.getValue();
        }
    }
}
