package io.autotrade.simulated.replay;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.SpiVersion;
import io.autotrade.broker.Symbol;
import io.autotrade.simulated.driven.Candles;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Market source {@code replay}: recorded candles at any speed. It reads section {@code market.replay}. */
public final class ReplayMarketProvider implements MarketSourceProvider {

    private static final int WARMUP_CANDLES = 100;

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "replay";
    }

    @Override
    public String displayName() {
        return "Recorded market";
    }

    @Override
    public JsonObject configurationSchema() {
        return ReplaySettings.schema();
    }

    @Override
    public Future<MarketSource> open(MarketSourceContext context) {
        return context.store()
                .get(ReplayScript.KEY)
                .compose(position -> context.vertx().executeBlocking(() -> open(context, position), false));
    }

    private static MarketSource open(MarketSourceContext context, @Nullable String stored) {
        ReplaySettings settings = ReplaySettings.from(context.configuration(), context.home());
        Map<Symbol, Recording> recordings = new TreeMap<>();
        for (Symbol symbol : context.symbols()) {
            Path path = settings.files().get(symbol);
            if (path == null) {
                throw new IllegalArgumentException(ReplaySettings.SECTION + ".files has no file for " + symbol
                        + "; add one, or take it out of trading.symbols");
            }
            Recording recording = Recording.read(symbol, path);
            for (Duration timeframe : context.timeframes()) {
                if (!Candles.divides(recording.size(), timeframe)) {
                    throw new IllegalArgumentException(path + ": has bars of " + recording.size()
                            + ", from which candles of " + timeframe + " cannot be made");
                }
            }
            recordings.put(symbol, recording);
        }
        Instant end = end(settings, recordings);
        Instant start = start(settings, recordings, context.timeframes().getLast(), end);
        Map<Symbol, TimedValues> funding = series(context, settings.funding(), TimedValues::funding);
        Map<Symbol, TimedValues> interest = series(context, settings.openInterest(), TimedValues::openInterest);
        return new ReplayMarket(
                context, settings, recordings, funding, interest, start, end, position(stored, start, end, context));
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

    private static Instant end(ReplaySettings settings, Map<Symbol, Recording> recordings) {
        Instant end = recordings.values().stream()
                .map(Recording::end)
                .min(Instant::compareTo)
                .orElseThrow(() -> new IllegalArgumentException("there is nothing to replay"));
        return settings.to().filter(to -> to.isBefore(end)).orElse(end);
    }

    private static Instant start(
            ReplaySettings settings, Map<Symbol, Recording> recordings, Duration longest, Instant end) {
        Instant first = recordings.values().stream()
                .map(Recording::first)
                .max(Instant::compareTo)
                .orElseThrow();
        Duration half = Duration.between(first, end).dividedBy(2);
        Duration wanted = settings.warmup().orElse(min(longest.multipliedBy(WARMUP_CANDLES), half));
        long size = longest.toMillis();
        Instant warm = Instant.ofEpochMilli(Math.ceilDiv(first.plus(wanted).toEpochMilli(), size) * size);
        Instant start = settings.from().orElse(warm);
        if (start.isBefore(first) || !start.isBefore(end)) {
            throw new IllegalArgumentException(ReplaySettings.SECTION + ": the clock would begin at " + start
                    + "; allowed: from " + first + " until before " + end);
        }
        return start;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static @Nullable Instant position(
            @Nullable String stored, Instant start, Instant end, MarketSourceContext context) {
        if (stored == null) {
            return null;
        }
        try {
            Instant position = Instant.parse(stored);
            if (!position.isBefore(start) && !position.isAfter(end)) {
                return position;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("the stored position '" + stored + "' cannot be read", e);
        }
        context.logger().warn("an earlier run stopped at {}, outside this recording; playing from {}", stored, start);
        return null;
    }
}
