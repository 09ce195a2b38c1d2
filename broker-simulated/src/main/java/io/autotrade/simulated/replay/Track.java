package io.autotrade.simulated.replay;

import io.autotrade.broker.Side;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One recording on its way through time. A bar becomes four ticks: open, then the nearer of its extremes as a rising
 * bar (low first) or a falling one (high first) would reach them, then close. The bar's volume is shared among them
 * without a rest.
 */
final class Track {

    private static final int TICKS = 4;
    private static final Duration DAY = Duration.ofDays(1);

    private final Recording recording;
    private int bar;
    private int tick;
    private long high24h;
    private long low24h;
    private long volume24h;
    private long open24h;

    Track(Recording recording, Instant start) {
        this.recording = recording;
        this.bar = recording.finishedAt(start);
        figures();
    }

    Recording recording() {
        return recording;
    }

    /** When the next tick is due; null at the end of the recording. */
    @Nullable
    Instant due() {
        return bar >= recording.count()
                ? null
                : recording.opensAt(bar).plus(recording.size().dividedBy(TICKS).multipliedBy(tick));
    }

    Trade trade(Instant at) {
        long steps = price();
        long share = recording.volume(bar) / TICKS;
        long volume = tick == TICKS - 1 ? recording.volume(bar) - share * (TICKS - 1) : share;
        Side taker = tick == 0 || steps >= recording.open(bar) ? Side.BUY : Side.SELL;
        String id = recording.opensAt(bar).toEpochMilli() + "-" + tick;
        return new Trade(id, recording.symbol(), recording.price(steps), recording.quantity(volume), taker, at);
    }

    Ticker ticker(Instant at) {
        long steps = price();
        return ticker(
                recording,
                steps,
                at,
                recording.price(open24h),
                recording.price(high24h),
                recording.price(low24h),
                recording.quantity(volume24h));
    }

    /** The last price before the clock begins. */
    Ticker before(Instant start) {
        long steps = bar == 0 ? recording.open(0) : recording.close(bar - 1);
        return ticker(
                recording,
                steps,
                start,
                recording.price(open24h),
                recording.price(Math.max(high24h, steps)),
                recording.price(low24h == 0 ? steps : Math.min(low24h, steps)),
                recording.quantity(volume24h));
    }

    private static Ticker ticker(
            Recording recording,
            long steps,
            Instant at,
            BigDecimal open24h,
            BigDecimal high24h,
            BigDecimal low24h,
            BigDecimal volume24h) {
        BigDecimal last = recording.price(steps);
        BigDecimal bid = steps > 1 ? recording.price(steps - 1) : last;
        return new Ticker(
                recording.symbol(),
                bid,
                recording.price(steps + 1),
                last,
                last,
                open24h,
                high24h,
                low24h,
                volume24h,
                at);
    }

    private long price() {
        boolean rising = recording.close(bar) >= recording.open(bar);
        return switch (tick) {
            case 0 -> recording.open(bar);
            case 1 -> rising ? recording.low(bar) : recording.high(bar);
            case 2 -> rising ? recording.high(bar) : recording.low(bar);
            default -> recording.close(bar);
        };
    }

    /** Goes on to the next tick. */
    void advance() {
        high24h = Math.max(high24h, price());
        low24h = Math.min(low24h, price());
        tick++;
        if (tick == TICKS) {
            tick = 0;
            bar++;
            figures();
        }
    }

    /** Figures of the 24 hours before the current bar. */
    private void figures() {
        int day = (int) Math.max(1, DAY.toMillis() / recording.size().toMillis());
        int from = Math.max(0, Math.min(bar, recording.count()) - day);
        int to = Math.min(bar, recording.count());
        long edge = to == 0 ? recording.open(0) : recording.close(to - 1);
        open24h = to == from ? edge : recording.open(from);
        high24h = edge;
        low24h = edge;
        volume24h = 0;
        for (int i = from; i < to; i++) {
            high24h = Math.max(high24h, recording.high(i));
            low24h = Math.min(low24h, recording.low(i));
            volume24h += recording.volume(i);
        }
        if (bar < recording.count()) {
            high24h = Math.max(high24h, recording.open(bar));
            low24h = Math.min(low24h, recording.open(bar));
        }
    }
}
