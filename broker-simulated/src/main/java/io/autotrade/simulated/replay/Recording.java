package io.autotrade.simulated.replay;

import io.autotrade.broker.Symbol;
import io.autotrade.simulated.driven.Bars;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Recorded candles of one symbol, complete and equally spaced, held as whole numbers of the smallest step that occurs
 * in the file, so nothing is rounded.
 */
final class Recording implements Bars {

    private final Symbol symbol;
    private final Duration size;
    private final Instant first;
    private final int priceScale;
    private final int volumeScale;
    private final long[] open;
    private final long[] high;
    private final long[] low;
    private final long[] close;
    private final long[] volume;

    Recording(Symbol symbol, Duration size, Instant first, Numbers[] columns, int priceScale, int volumeScale) {
        this.symbol = symbol;
        this.size = size;
        this.first = first;
        this.priceScale = priceScale;
        this.volumeScale = volumeScale;
        open = columns[0].steps(priceScale);
        high = columns[1].steps(priceScale);
        low = columns[2].steps(priceScale);
        close = columns[3].steps(priceScale);
        volume = columns[4].steps(volumeScale);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException naming file, line and fault
     */
    static Recording read(Symbol symbol, Path path) {
        return new RecordingReader(symbol, path).read();
    }

    Symbol symbol() {
        return symbol;
    }

    /** End of the last bar. */
    Instant end() {
        return first.plus(size.multipliedBy(count()));
    }

    /** Smallest power of ten of which all prices are multiples, at most 1. */
    BigDecimal priceStep() {
        return BigDecimal.ONE.movePointLeft(priceScale);
    }

    @Override
    public Duration size() {
        return size;
    }

    @Override
    public Instant first() {
        return first;
    }

    @Override
    public int count() {
        return open.length;
    }

    @Override
    public long open(int index) {
        return open[index];
    }

    @Override
    public long high(int index) {
        return high[index];
    }

    @Override
    public long low(int index) {
        return low[index];
    }

    @Override
    public long close(int index) {
        return close[index];
    }

    @Override
    public long volume(int index) {
        return volume[index];
    }

    @Override
    public BigDecimal price(long steps) {
        return BigDecimal.valueOf(steps, priceScale);
    }

    @Override
    public BigDecimal quantity(long steps) {
        return BigDecimal.valueOf(steps, volumeScale);
    }
}
