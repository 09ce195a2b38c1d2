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
    private final BigDecimal priceStep;
    private int bar;
    private int tick;
    private long high24h;
    private long low24h;
    private long volume24h;
    private long open24h;

    /**
     * A track that begins with the first bar that opens at or after a time.
     *
     * @param priceStep distance of bid and ask from the last price, which is all that is known
     */
    Track(Recording recording, BigDecimal priceStep, Instant start) {
        this.recording = recording;
        this.priceStep = priceStep;
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
        return ticker(price(), at);
    }

    /** The last price before the clock begins. */
    Ticker before(Instant start) {
        return ticker(bar == 0 ? recording.open(0) : recording.close(bar - 1), start);
    }

    private Ticker ticker(long steps, Instant at) {
        BigDecimal last = recording.price(steps);
        BigDecimal bid = last.compareTo(priceStep) > 0 ? last.subtract(priceStep) : last;
        return new Ticker(
                recording.symbol(),
                bid,
                last.add(priceStep),
                last,
                last,
                recording.price(open24h),
                recording.price(Math.max(high24h, steps)),
                recording.price(Math.min(low24h, steps)),
                recording.quantity(volume24h),
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

    /** Figures of the 24 hours before the current bar; its own ticks are added as they come. */
    private void figures() {
        int to = Math.min(bar, recording.count());
        int from = (int) Math.max(0, to - DAY.dividedBy(recording.size()));
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
    }
}
