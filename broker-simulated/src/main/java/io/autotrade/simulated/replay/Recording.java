package io.autotrade.simulated.replay;

import io.autotrade.broker.Symbol;
import io.autotrade.simulated.driven.Bars;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded candles of one symbol, complete and equally spaced, held as whole numbers of the smallest step that occurs
 * in the file, so nothing is rounded.
 */
final class Recording implements Bars {

    private static final String[] COLUMNS = {"ts", "open", "high", "low", "close", "volume"};
    private static final int MOST_DIGITS = 18;

    private record Line(
            long time, BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal volume) {}

    private final Symbol symbol;
    private final Duration size;
    private final Instant first;
    private final int priceScale;
    private final int volumeScale;
    private final long[][] columns;

    private Recording(Symbol symbol, Duration size, Instant first, int priceScale, int volumeScale, long[][] columns) {
        this.symbol = symbol;
        this.size = size;
        this.first = first;
        this.priceScale = priceScale;
        this.volumeScale = volumeScale;
        this.columns = columns;
    }

    /** @throws IllegalArgumentException naming file, line and fault */
    static Recording read(Symbol symbol, Path path) {
        List<Line> lines = new ArrayList<>();
        new CsvFile(path, COLUMNS).read(row -> lines.add(line(row, lines)));
        if (lines.size() < 2) {
            throw new IllegalArgumentException(path + ": holds one row only; the size of its bars cannot be told");
        }
        long size = lines.get(1).time() - lines.getFirst().time();
        if (Math.floorMod(lines.getFirst().time(), size) != 0) {
            throw new IllegalArgumentException(path + ": line 1 ts is "
                    + lines.getFirst().time() + "; allowed: a multiple of the bar size of " + size + " ms");
        }
        int priceScale = 0;
        int volumeScale = 0;
        for (Line line : lines) {
            for (BigDecimal price : List.of(line.open(), line.high(), line.low(), line.close())) {
                priceScale = Math.max(priceScale, price.scale());
            }
            volumeScale = Math.max(volumeScale, line.volume().scale());
        }
        long[][] columns = new long[5][lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            columns[0][i] = steps(path, line.open(), priceScale);
            columns[1][i] = steps(path, line.high(), priceScale);
            columns[2][i] = steps(path, line.low(), priceScale);
            columns[3][i] = steps(path, line.close(), priceScale);
            columns[4][i] = steps(path, line.volume(), volumeScale);
        }
        return new Recording(
                symbol,
                Duration.ofMillis(size),
                Instant.ofEpochMilli(lines.getFirst().time()),
                priceScale,
                volumeScale,
                columns);
    }

    private static Line line(CsvFile.Row row, List<Line> before) {
        Line line = new Line(
                row.time(), row.positive(1), row.positive(2), row.positive(3), row.positive(4), row.notNegative(5));
        if (line.high().compareTo(line.open().max(line.close())) < 0) {
            throw row.fault("high", line.high().toPlainString(), "at least open and close");
        }
        if (line.low().compareTo(line.open().min(line.close())) > 0) {
            throw row.fault("low", line.low().toPlainString(), "at most open and close");
        }
        if (!before.isEmpty()) {
            checkStep(row, line.time(), before);
        }
        return line;
    }

    private static void checkStep(CsvFile.Row row, long time, List<Line> before) {
        long step = time - before.getLast().time();
        if (step <= 0) {
            throw row.fault(
                    "ts",
                    Long.toString(time),
                    "later than the line before, " + before.getLast().time());
        }
        if (before.size() > 1) {
            long size = before.get(1).time() - before.getFirst().time();
            if (step != size) {
                throw row.fault("follows the line before after " + step + " ms; allowed: bars of " + size
                        + " ms without a gap");
            }
        }
    }

    private static long steps(Path path, BigDecimal value, int scale) {
        BigDecimal scaled = value.setScale(scale);
        if (scaled.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException(path + ": " + value.toPlainString() + " needs more than " + MOST_DIGITS
                    + " digits together with the finest number of the file");
        }
        return scaled.unscaledValue().longValueExact();
    }

    Symbol symbol() {
        return symbol;
    }

    /** End of the last bar. */
    Instant end() {
        return first.plus(size.multipliedBy(count()));
    }

    /** Smallest price step that occurs. */
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
        return columns[0].length;
    }

    @Override
    public long open(int index) {
        return columns[0][index];
    }

    @Override
    public long high(int index) {
        return columns[1][index];
    }

    @Override
    public long low(int index) {
        return columns[2][index];
    }

    @Override
    public long close(int index) {
        return columns[3][index];
    }

    @Override
    public long volume(int index) {
        return columns[4][index];
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
