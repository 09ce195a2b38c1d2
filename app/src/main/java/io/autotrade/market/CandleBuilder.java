package io.autotrade.market;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The unfinished candle of one length; see {@link CandleAggregator}. */
final class CandleBuilder {

    /** Beyond this many candles at once nothing is made up any more: the source is asked for all of them. */
    private static final int MAX_FLAT = 300;

    private final Symbol symbol;
    private final Duration timeframe;
    private final List<Candle> parts = new ArrayList<>();
    private Instant opensAt;
    private Instant watchedFrom;
    private @Nullable Running running;
    private @Nullable BigDecimal lastClose;

    CandleBuilder(Symbol symbol, Duration timeframe, Instant watchedFrom) {
        this.symbol = symbol;
        this.timeframe = timeframe;
        this.watchedFrom = watchedFrom;
        this.opensAt = Timeframes.opensAt(watchedFrom, timeframe);
    }

    Duration timeframe() {
        return timeframe;
    }

    BigDecimal unfinishedVolume() {
        return running == null ? BigDecimal.ZERO : running.volume;
    }

    void watchFrom(Instant time) {
        if (time.isAfter(watchedFrom)) {
            watchedFrom = time;
        }
    }

    void known(Candle newest) {
        if (!newest.closesAt().isBefore(opensAt)) {
            moveTo(newest.closesAt(), newest.close());
        }
    }

    /** Returns whether the trade was in time. */
    boolean add(Trade trade, List<CandleUpdate> updates) {
        if (trade.at().isBefore(opensAt)) {
            return false;
        }
        advance(trade.at(), false, updates);
        if (running == null) {
            running = new Running(trade);
        } else {
            running.add(trade);
        }
        return true;
    }

    /** Takes a candle of the venue; one that is not on the grid, or longer than this, says nothing here. */
    void add(Candle candle, List<CandleUpdate> updates) {
        if (!Timeframes.aligned(candle)) {
            return;
        }
        if (candle.timeframe().equals(timeframe)) {
            authoritative(candle, updates);
        } else if (Timeframes.divides(candle.timeframe(), timeframe)) {
            part(candle, updates);
        }
    }

    /** Finishes candles that end at or before this time. */
    void advance(Instant time, boolean proven, List<CandleUpdate> updates) {
        if (time.isBefore(closesAt())) {
            return;
        }
        finish(proven, updates);
        Instant current = Timeframes.opensAt(time, timeframe);
        long silent = Duration.between(opensAt, current).dividedBy(timeframe);
        if (silent == 0) {
            return;
        }
        if (proven && silent <= MAX_FLAT) {
            while (opensAt.isBefore(current)) {
                finish(true, updates);
            }
        } else {
            missing(opensAt, current, updates);
            moveTo(current, lastClose);
        }
    }

    private void finish(boolean proven, List<CandleUpdate> updates) {
        Candle candle = watchedFrom.isAfter(opensAt) ? null : made(proven);
        if (candle == null) {
            missing(opensAt, closesAt(), updates);
            moveTo(closesAt(), running == null ? lastClose : running.close);
        } else {
            updates.add(new CandleUpdate.Finished(candle));
            moveTo(closesAt(), candle.close());
        }
    }

    private @Nullable Candle made(boolean proven) {
        if (running != null) {
            return running.candle(symbol, timeframe, opensAt);
        }
        if (proven && lastClose != null) {
            return new Candle(symbol, timeframe, opensAt, lastClose, lastClose, lastClose, lastClose, BigDecimal.ZERO);
        }
        return null;
    }

    private void authoritative(Candle candle, List<CandleUpdate> updates) {
        if (candle.opensAt().isAfter(opensAt)) {
            missing(opensAt, candle.opensAt(), updates);
        }
        updates.add(new CandleUpdate.Finished(candle));
        if (candle.closesAt().isAfter(opensAt)) {
            moveTo(candle.closesAt(), candle.close());
        }
    }

    private void part(Candle candle, List<CandleUpdate> updates) {
        Instant whole = Timeframes.opensAt(candle.opensAt(), timeframe);
        if (!parts.isEmpty() && !continues(candle, whole)) {
            if (parts.getFirst().timeframe().compareTo(candle.timeframe()) != 0
                    && Timeframes.opensAt(parts.getFirst().opensAt(), timeframe).equals(whole)) {
                return;
            }
            parts.clear();
        }
        if (!parts.isEmpty() || candle.opensAt().equals(whole)) {
            parts.add(candle);
        }
        if (!parts.isEmpty() && candle.closesAt().equals(whole.plus(timeframe))) {
            Candle merged = CandleMerge.whole(parts, timeframe);
            parts.clear();
            authoritative(merged, updates);
        }
    }

    private boolean continues(Candle candle, Instant whole) {
        Candle last = parts.getLast();
        return last.timeframe().equals(candle.timeframe())
                && last.closesAt().equals(candle.opensAt())
                && Timeframes.opensAt(last.opensAt(), timeframe).equals(whole);
    }

    private void missing(Instant from, Instant until, List<CandleUpdate> updates) {
        updates.add(new CandleUpdate.Missing(timeframe, from, until));
    }

    private void moveTo(Instant start, @Nullable BigDecimal close) {
        if (!start.equals(opensAt)) {
            opensAt = start;
            running = null;
        }
        lastClose = close;
    }

    private Instant closesAt() {
        return opensAt.plus(timeframe);
    }

    /** What the trades of the unfinished candle add up to, whatever their order. */
    private static final class Running {

        private BigDecimal open;
        private BigDecimal high;
        private BigDecimal low;
        private BigDecimal close;
        private BigDecimal volume;
        private Instant firstAt;
        private Instant lastAt;

        Running(Trade trade) {
            open = trade.price();
            high = trade.price();
            low = trade.price();
            close = trade.price();
            volume = trade.quantity();
            firstAt = trade.at();
            lastAt = trade.at();
        }

        void add(Trade trade) {
            BigDecimal price = trade.price();
            high = high.max(price);
            low = low.min(price);
            volume = volume.add(trade.quantity());
            if (trade.at().isBefore(firstAt)) {
                firstAt = trade.at();
                open = price;
            }
            if (!trade.at().isBefore(lastAt)) {
                lastAt = trade.at();
                close = price;
            }
        }

        Candle candle(Symbol symbol, Duration timeframe, Instant opensAt) {
            return new Candle(symbol, timeframe, opensAt, open, high, low, close, volume);
        }
    }
}
