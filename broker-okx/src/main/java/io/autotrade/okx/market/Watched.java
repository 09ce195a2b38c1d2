package io.autotrade.okx.market;

import io.autotrade.broker.FundingRate;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Ticker;
import io.autotrade.okx.model.SwapSpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was pushed about one instrument. */
final class Watched {

    final String instId;
    final BookKeeper.@Nullable Shelf book;
    private final Map<String, Instant> lastCandles = new HashMap<>();
    private @Nullable Quote quote;
    private @Nullable BigDecimal mark;
    private Instant markAt = Instant.MIN;
    private @Nullable OrderBook top;
    private @Nullable FundingRate funding;

    /** A push of the channel {@code tickers}: a ticker without the mark price. */
    record Quote(
            @Nullable BigDecimal bid,
            @Nullable BigDecimal ask,
            @Nullable BigDecimal last,
            @Nullable BigDecimal open,
            @Nullable BigDecimal high,
            @Nullable BigDecimal low,
            @Nullable BigDecimal volume,
            Instant at) {}

    Watched(String instId, BookKeeper.@Nullable Shelf book) {
        this.instId = instId;
        this.book = book;
    }

    /** Takes a quote unless there is a newer one. */
    boolean take(Quote next) {
        Quote before = quote;
        if (before != null && next.at().isBefore(before.at())) {
            return false;
        }
        quote = next;
        return true;
    }

    /** Takes a mark price unless there is a newer one. */
    boolean mark(BigDecimal price, Instant at) {
        if (at.isBefore(markAt)) {
            return false;
        }
        mark = price;
        markAt = at;
        return true;
    }

    /** Takes a book of five levels unless there is a newer one. */
    void top(OrderBook next) {
        OrderBook before = top;
        if (before == null || !next.at().isBefore(before.at())) {
            top = next;
        }
    }

    Optional<OrderBook> top() {
        return Optional.ofNullable(top);
    }

    /** Quote and mark price as one, as old as the older of the two; empty while one of them is not known. */
    Optional<Ticker> ticker(SwapSpec spec) {
        Quote now = quote;
        BigDecimal marked = mark;
        if (now == null || marked == null) {
            return Optional.empty();
        }
        BigDecimal bid = now.bid();
        BigDecimal ask = now.ask();
        BigDecimal last = now.last();
        if (bid == null || ask == null || last == null) {
            return Optional.empty();
        }
        Instant at = now.at().isBefore(markAt) ? now.at() : markAt;
        return Optional.of(
                new Ticker(spec.symbol(), bid, ask, last, marked, now.open(), now.high(), now.low(), now.volume(), at));
    }

    @Nullable
    FundingRate funding() {
        return funding;
    }

    void funding(FundingRate now) {
        funding = now;
    }

    /** Whether a finished candle is newer than all before it. */
    boolean isNews(String channel, Instant opensAt) {
        Instant last = lastCandles.get(channel);
        if (last != null && !opensAt.isAfter(last)) {
            return false;
        }
        lastCandles.put(channel, opensAt);
        return true;
    }

    /** Forgets prices that were pushed before a gap; they are not to be taken for what is. */
    void forget() {
        quote = null;
        mark = null;
        markAt = Instant.MIN;
        top = null;
    }
}
