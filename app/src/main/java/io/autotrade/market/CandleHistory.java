package io.autotrade.market;

import io.autotrade.broker.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The newest finished candles of one symbol and length, always without a gap, with their indicators. One writer at a
 * time; {@link #view} may be called from any thread.
 */
final class CandleHistory {

    /** What became of a candle. */
    enum Change {
        APPENDED,
        /** Replaced a candle that had other values. */
        CORRECTED,
        UNCHANGED,
        /** Older than everything kept. */
        IGNORED,
        /** Not taken: candles before it are missing. */
        GAP
    }

    private final Duration timeframe;
    private final int limit;
    private final ArrayDeque<Candle> candles = new ArrayDeque<>();
    private IndicatorEngine engine;
    private volatile TimeframeView view;

    CandleHistory(Duration timeframe, int limit) {
        this.timeframe = timeframe;
        this.limit = limit;
        this.engine = new IndicatorEngine(timeframe, limit);
        this.view = new TimeframeView(timeframe, List.of(), null, IndicatorSeries.EMPTY);
    }

    TimeframeView view() {
        return view;
    }

    Change put(Candle candle) {
        if (candles.isEmpty() || candles.getLast().closesAt().equals(candle.opensAt())) {
            append(candle);
            publish();
            return Change.APPENDED;
        }
        if (candle.opensAt().isAfter(candles.getLast().opensAt())) {
            return Change.GAP;
        }
        return candle.opensAt().isBefore(candles.getFirst().opensAt()) ? Change.IGNORED : correct(candle);
    }

    /**
     * Joins candles read from the source with those that are here; where both have a candle, the source's counts. When
     * a gap remains, what is before it is forgotten.
     *
     * @return the candles that were not known before or have other values now, oldest first
     */
    List<Candle> merge(Collection<Candle> read) {
        TreeMap<Instant, Candle> all = new TreeMap<>();
        candles.forEach(candle -> all.put(candle.opensAt(), candle));
        List<Candle> news = new ArrayList<>();
        for (Candle candle : read) {
            Candle old = all.put(candle.opensAt(), candle);
            if (old == null || !same(old, candle)) {
                news.add(candle);
            }
        }
        if (!news.isEmpty()) {
            rebuild(newestWithoutGap(all.values()));
        }
        return news;
    }

    private static List<Candle> newestWithoutGap(Collection<Candle> sorted) {
        List<Candle> run = new ArrayList<>();
        for (Candle candle : sorted) {
            if (!run.isEmpty() && !run.getLast().closesAt().equals(candle.opensAt())) {
                run.clear();
            }
            run.add(candle);
        }
        return run;
    }

    private Change correct(Candle candle) {
        if (same(candles.getLast(), candle)) {
            return Change.UNCHANGED;
        }
        if (candles.getLast().opensAt().equals(candle.opensAt())) {
            candles.removeLast();
            candles.addLast(candle);
            engine.replaceLast(candle);
            publish();
            return Change.CORRECTED;
        }
        return merge(List.of(candle)).isEmpty() ? Change.UNCHANGED : Change.CORRECTED;
    }

    private void rebuild(List<Candle> all) {
        candles.clear();
        engine = new IndicatorEngine(timeframe, limit);
        all.subList(Math.max(0, all.size() - limit), all.size()).forEach(this::append);
        publish();
    }

    private void append(Candle candle) {
        candles.addLast(candle);
        if (candles.size() > limit) {
            candles.removeFirst();
        }
        engine.add(candle);
    }

    private void publish() {
        view = new TimeframeView(timeframe, List.copyOf(candles), engine.latest(), engine.series());
    }

    private static boolean same(Candle a, Candle b) {
        return a.opensAt().equals(b.opensAt())
                && a.open().compareTo(b.open()) == 0
                && a.high().compareTo(b.high()) == 0
                && a.low().compareTo(b.low()) == 0
                && a.close().compareTo(b.close()) == 0
                && a.volume().compareTo(b.volume()) == 0;
    }
}
