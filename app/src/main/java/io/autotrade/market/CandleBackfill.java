package io.autotrade.market;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Symbol;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads candles that were not watched, and keeps trying until the history has no hole.
 *
 * <p>A source with its own clock is asked at once and the market waits for the answer. A live venue needs a moment to
 * finish a candle and usually sends it unasked, so it is asked a few seconds later, and again with growing pauses.
 */
final class CandleBackfill {

    /** Enough for EMA50 and MACD to have forgotten where they began. */
    static final int CANDLES = 200;

    private static final Logger LOG = LoggerFactory.getLogger(CandleBackfill.class);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(3);
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private record Key(Symbol symbol, Duration timeframe) {}

    private final Vertx vertx;
    private final MarketSource source;
    private final MarketHub hub;
    private final List<Duration> timeframes;
    private final Map<Key, Instant> wanted = new ConcurrentHashMap<>();
    private final long firstPauseMillis;
    private volatile boolean closed;

    CandleBackfill(Vertx vertx, MarketSource source, MarketHub hub, List<Duration> timeframes) {
        this(vertx, source, hub, timeframes, FIRST_PAUSE);
    }

    /**
     * @param firstPause wall time before a live venue is asked, and before the second try of what failed; doubled each
     *     time
     */
    CandleBackfill(Vertx vertx, MarketSource source, MarketHub hub, List<Duration> timeframes, Duration firstPause) {
        this.firstPauseMillis = firstPause.toMillis();
        this.vertx = vertx;
        this.source = source;
        this.hub = hub;
        this.timeframes = timeframes;
    }

    /** Reads the whole history of all symbols. Completes when each was read or has failed once; never fails. */
    Future<Void> all() {
        return Future.join(hub.symbols().stream().map(this::history).toList()).mapEmpty();
    }

    /** Reads the whole history of a symbol; what fails is tried again later. */
    Future<Void> history(Symbol symbol) {
        return Future.join(timeframes.stream()
                        .map(timeframe -> read(new Key(symbol, timeframe), CANDLES)
                                .recover(e -> retryLater(new Key(symbol, timeframe), e)))
                        .toList())
                .mapEmpty();
    }

    /** Fills a hole; see {@link MarketHub.CandleReader}. */
    Future<Void> missing(Symbol symbol, CandleUpdate.Missing missing) {
        Key key = new Key(symbol, missing.timeframe());
        if (source.drivesClock()) {
            return read(key, count(key, missing.closesAt())).recover(e -> retryLater(key, e));
        }
        want(key, missing.closesAt());
        return Future.succeededFuture();
    }

    /** Asks for candles that should have been finished by now and have not been seen. */
    void overdue(Instant now) {
        for (Symbol symbol : hub.symbols()) {
            for (Duration timeframe : timeframes) {
                Instant due = Timeframes.opensAt(now.minus(GRACE), timeframe);
                if (hub.candlesUntil(symbol, timeframe).map(due::isAfter).orElse(true)) {
                    want(new Key(symbol, timeframe), due);
                }
            }
        }
    }

    void close() {
        closed = true;
        wanted.clear();
    }

    private Future<Void> read(Key key, int count) {
        return Reads.attempt(() -> source.candles(key.symbol, key.timeframe, null, count))
                .map(candles -> {
                    hub.merge(key.symbol, key.timeframe, candles);
                    return null;
                });
    }

    private int count(Key key, Instant until) {
        Optional<Instant> from = hub.candlesUntil(key.symbol, key.timeframe);
        if (from.isEmpty()) {
            return CANDLES;
        }
        long missing = Duration.between(from.get(), until).dividedBy(key.timeframe);
        return Math.clamp(missing + 2, 3, CANDLES);
    }

    private Future<Void> retryLater(Key key, Throwable cause) {
        LOG.warn(
                "candles {} of {} could not be read, trying again: {}",
                Timeframes.text(key.timeframe),
                key.symbol,
                String.valueOf(cause.getMessage()));
        want(key, source.clock().instant());
        return Future.succeededFuture();
    }

    /** At most one reader is under way per symbol and timeframe. */
    private void want(Key key, Instant until) {
        Instant before = wanted.putIfAbsent(key, until);
        if (before == null) {
            vertx.setTimer(firstPauseMillis, timer -> attempt(key, firstPauseMillis));
        } else {
            wanted.computeIfPresent(key, (k, known) -> until.isAfter(known) ? until : known);
        }
    }

    private void attempt(Key key, long pauseMillis) {
        Instant until = wanted.get(key);
        if (closed || until == null || filled(key, until)) {
            wanted.remove(key);
            return;
        }
        read(key, count(key, until)).onComplete(result -> {
            if (result.failed()) {
                LOG.warn(
                        "candles {} of {} are still missing: {}",
                        Timeframes.text(key.timeframe),
                        key.symbol,
                        String.valueOf(result.cause().getMessage()));
            }
            long next = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
            if (!closed) {
                vertx.setTimer(next, timer -> attempt(key, next));
            }
        });
    }

    private boolean filled(Key key, Instant until) {
        Instant due = Timeframes.opensAt(until, key.timeframe);
        return hub.candlesUntil(key.symbol, key.timeframe)
                .map(end -> !end.isBefore(due))
                .orElse(false);
    }
}
