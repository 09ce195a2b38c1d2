package io.autotrade.okx.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.broker.Candle;
import io.autotrade.okx.model.MarketRows;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.rest.Query;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finished candles, page by page into the past: first from the list of the latest 1440, then from the archive. What is
 * answered is without gaps; where OKX itself has one, only what is newer than it.
 */
final class Candles {

    private static final int RECENT_PAGE = 300;
    private static final int ARCHIVE_PAGE = 100;
    private static final int MOST = 50_000;

    private final OkxRest rest;

    Candles(OkxRest rest) {
        this.rest = rest;
    }

    Future<List<Candle>> read(SwapSpec spec, Duration timeframe, @Nullable Instant before, int limit) {
        if (limit <= 0) {
            return Future.failedFuture(new IllegalArgumentException("limit must be greater than 0, was " + limit));
        }
        Walk walk = new Walk(spec, timeframe, before, Math.min(limit, MOST));
        return walk.next().map(done -> walk.newest());
    }

    private final class Walk {

        private final SwapSpec spec;
        private final Duration timeframe;
        private final String bar;
        private final @Nullable Instant before;
        private final int limit;
        private final NavigableMap<Instant, Candle> found = new TreeMap<>();
        private Endpoint endpoint = Endpoint.CANDLES;
        private String after;

        Walk(SwapSpec spec, Duration timeframe, @Nullable Instant before, int limit) {
            this.spec = spec;
            this.timeframe = timeframe;
            this.before = before;
            this.limit = limit;
            bar = Bars.name(timeframe);
            // Exclusive: the candle that opens one interval before the end is the last that closes by then.
            after = before == null
                    ? ""
                    : Long.toString(before.minus(timeframe).plusMillis(1).toEpochMilli());
        }

        Future<Void> next() {
            int page = endpoint == Endpoint.CANDLES ? RECENT_PAGE : ARCHIVE_PAGE;
            Query query = Query.of("instId", spec.symbol().value())
                    .and("bar", bar)
                    .and("after", after)
                    .and("limit", Integer.toString(Math.min(page, limit - found.size() + 1)));
            return rest.readData(endpoint, "", query).compose(rows -> {
                for (JsonNode row : rows) {
                    take(row);
                }
                if (found.size() >= limit) {
                    return Future.succeededFuture();
                }
                if (rows.isEmpty()) {
                    return archive();
                }
                after = Long.toString(MarketRows.opensAt(rows.getLast()).toEpochMilli());
                return next();
            });
        }

        /** The recent list has an end long before the history has. */
        private Future<Void> archive() {
            if (endpoint != Endpoint.CANDLES) {
                return Future.succeededFuture();
            }
            endpoint = Endpoint.HISTORY_CANDLES;
            return next();
        }

        private void take(JsonNode row) {
            Instant end = before;
            if (MarketRows.isConfirmed(row)) {
                Candle candle = MarketRows.candle(row, spec, timeframe);
                if (end == null || !candle.closesAt().isAfter(end)) {
                    found.put(candle.opensAt(), candle);
                }
            }
        }

        /** The newest run without a gap, oldest first. */
        List<Candle> newest() {
            return withoutGaps(found.descendingMap().values(), timeframe, limit);
        }
    }

    static List<Candle> withoutGaps(Collection<Candle> newestFirst, Duration timeframe, int limit) {
        List<Candle> run = new ArrayList<>();
        for (Candle candle : newestFirst) {
            boolean follows = run.isEmpty()
                    || candle.opensAt().plus(timeframe).equals(run.getLast().opensAt());
            if (!follows || run.size() == limit) {
                break;
            }
            run.add(candle);
        }
        return List.copyOf(run.reversed());
    }
}
