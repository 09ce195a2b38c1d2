package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * A market as it was recorded in candles. Within one the price goes from the open to one extreme, to the other and to
 * the close, straight; a rising candle has its low first. Before and after the recording it stands still.
 */
final class RecordedTape implements Tape {

    /** Open, the two extremes and close are a third of a candle apart. */
    private static final int LEGS = 3;

    /** A recorded candle; volume in coins. */
    record Bar(BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal volume) {

        BigDecimal knot(int number) {
            boolean rises = close.compareTo(open) >= 0;
            return switch (number) {
                case 0 -> open;
                case 1 -> rises ? low : high;
                case 2 -> rises ? high : low;
                default -> close;
            };
        }
    }

    private final Replay replay;
    private final List<Bar> bars;
    private final long first;
    private final long step;
    private final BigDecimal tick;
    private final BigDecimal contract;

    /**
     * @param bars without gaps, at least one
     * @param first when the first of them opens, in milliseconds
     * @param step their length in milliseconds
     */
    RecordedTape(Coin coin, Replay replay, List<Bar> bars, long first, long step) {
        this.replay = replay;
        this.bars = List.copyOf(bars);
        this.first = first;
        this.step = step;
        tick = coin.tick;
        contract = coin.contract;
    }

    @Override
    public BigDecimal at(long millis) {
        return price(replay.recorded(millis));
    }

    /** Time of the venue from which on the recording speaks. */
    long begins() {
        return replay.venue(first);
    }

    private BigDecimal price(long moment) {
        if (moment < first) {
            return bars.getFirst().open;
        }
        long number = (moment - first) / step;
        if (number >= bars.size()) {
            return bars.getLast().close;
        }
        Bar bar = bars.get((int) number);
        long into = (moment - first) % step * LEGS;
        int leg = (int) (into / step);
        BigDecimal from = bar.knot(leg);
        BigDecimal way = bar.knot(leg + 1).subtract(from);
        BigDecimal price = from.add(
                way.multiply(BigDecimal.valueOf(into % step)).divide(BigDecimal.valueOf(step), MathContext.DECIMAL64));
        return price.divide(tick, 0, RoundingMode.HALF_EVEN).multiply(tick);
    }

    @Override
    public JsonArray candle(long opens, long length, long now) {
        long from = replay.recorded(opens);
        long to = replay.recorded(Math.min(opens + length, now));
        BigDecimal open = price(from);
        BigDecimal close = price(to);
        BigDecimal high = open.max(close);
        BigDecimal low = open.min(close);
        BigDecimal volume = BigDecimal.ZERO;
        long last = Math.min(bars.size() - 1, Math.floorDiv(to - first, step));
        for (long i = Math.max(0, Math.floorDiv(from - first, step)); i <= last; i++) {
            Bar bar = bars.get((int) i);
            long begins = first + i * step;
            for (int leg = 1; leg < LEGS; leg++) {
                long knot = begins + step * leg / LEGS;
                if (knot > from && knot < to) {
                    high = high.max(bar.knot(leg));
                    low = low.min(bar.knot(leg));
                }
            }
            if (begins > from && begins < to) {
                high = high.max(bar.open);
                low = low.min(bar.open);
            }
            if (begins >= from && begins + step <= to) {
                volume = volume.add(bar.volume);
            }
        }
        return new JsonArray()
                .add(Long.toString(opens))
                .add(open.toPlainString())
                .add(high.toPlainString())
                .add(low.toPlainString())
                .add(close.toPlainString())
                .add(volume.divide(contract, MathContext.DECIMAL64).toPlainString())
                .add(volume.toPlainString())
                .add(volume.multiply(close).toPlainString())
                .add(opens + length <= now ? "1" : "0");
    }
}
