package io.autotrade.simulated.replay;

import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.Symbol;
import io.autotrade.simulated.driven.Candles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything that was recorded, read whole, and the part of it that is played.
 *
 * @param start market time at which the clock begins; all symbols open a bar there
 * @param end market time at which it ends
 */
record Recordings(
        SortedMap<Symbol, Recording> candles,
        Map<Symbol, TimedValues> funding,
        Map<Symbol, TimedValues> openInterest,
        Instant start,
        Instant end) {

    private static final int WARMUP_CANDLES = 100;

    /**
     * Reads the files of the symbols that are traded.
     *
     * @throws IllegalArgumentException naming key or file, line and reason
     */
    static Recordings read(ReplaySettings settings, MarketSourceContext context) {
        if (context.symbols().isEmpty()) {
            throw new IllegalArgumentException("there is nothing to replay: no symbol is traded");
        }
        SortedMap<Symbol, Recording> candles = new TreeMap<>();
        for (Symbol symbol : context.symbols()) {
            candles.put(symbol, candles(symbol, settings, context.timeframes()));
        }
        Instant first = candles.values().stream()
                .map(Recording::first)
                .max(Instant::compareTo)
                .orElseThrow();
        Instant last = candles.values().stream()
                .map(Recording::end)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant end = settings.to().filter(to -> to.isBefore(last)).orElse(last);
        Instant start = start(settings, first, end, grid(candles, context.timeframes(), settings));
        if (start.isBefore(first) || !start.isBefore(end)) {
            throw new IllegalArgumentException(ReplaySettings.SECTION + ": the clock would begin at " + start
                    + "; allowed: from " + first + " until before " + end + "; see from, to and warmup");
        }
        return new Recordings(
                candles,
                series(context, settings.funding(), TimedValues::funding),
                series(context, settings.openInterest(), TimedValues::openInterest),
                start,
                end);
    }

    private static Recording candles(Symbol symbol, ReplaySettings settings, List<Duration> timeframes) {
        Path path = settings.files().get(symbol);
        if (path == null) {
            throw new IllegalArgumentException(ReplaySettings.SECTION + ".files has no file for " + symbol
                    + "; add one, or take it out of trading.symbols");
        }
        Recording recording = Recording.read(symbol, path);
        for (Duration timeframe : timeframes) {
            if (!Candles.divides(recording.size(), timeframe)) {
                throw new IllegalArgumentException(path + ": has bars of " + recording.size()
                        + ", from which candles of " + timeframe + " cannot be made");
            }
        }
        return recording;
    }

    private static Map<Symbol, TimedValues> series(
            MarketSourceContext context, Map<Symbol, Path> files, Function<Path, TimedValues> reader) {
        Map<Symbol, TimedValues> series = new TreeMap<>();
        files.forEach((symbol, path) -> {
            if (context.symbols().contains(symbol)) {
                series.put(symbol, reader.apply(path));
            }
        });
        return series;
    }

    /** A chosen start waits for the next bar of all symbols, one that follows from the warm-up for the next candle. */
    private static Duration grid(
            SortedMap<Symbol, Recording> candles, List<Duration> timeframes, ReplaySettings settings) {
        return settings.from().isEmpty()
                ? timeframes.getLast()
                : candles.values().stream()
                        .map(Recording::size)
                        .max(Duration::compareTo)
                        .orElseThrow();
    }

    private static Instant start(ReplaySettings settings, Instant first, Instant end, Duration grid) {
        Instant wanted = settings.from().orElseGet(() -> first.plus(warmup(settings, first, end, grid)));
        long size = grid.toMillis();
        return Instant.ofEpochMilli(Math.ceilDiv(wanted.toEpochMilli(), size) * size);
    }

    /** Half of a recording that is shorter than twice the usual warm-up. */
    private static Duration warmup(ReplaySettings settings, Instant first, Instant end, Duration longest) {
        Duration usual = longest.multipliedBy(WARMUP_CANDLES);
        Duration half = Duration.between(first, end).dividedBy(2);
        return settings.warmup().orElse(usual.compareTo(half) <= 0 ? usual : half);
    }
}
