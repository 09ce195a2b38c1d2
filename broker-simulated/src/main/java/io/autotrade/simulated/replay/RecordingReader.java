package io.autotrade.simulated.replay;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Reads a file of candles and refuses it, by line, unless all bars are sound, equally long and without gap. */
final class RecordingReader {

    private static final String[] COLUMNS = {"ts", "open", "high", "low", "close", "volume"};
    private static final long SHORTEST_BAR = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST_BAR = Duration.ofDays(1).toMillis();

    private final Symbol symbol;
    private final Path path;
    private final Numbers[] columns = new Numbers[COLUMNS.length - 1];
    private long first;
    private long last;
    private long size;

    RecordingReader(Symbol symbol, Path path) {
        this.symbol = symbol;
        this.path = path;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new Numbers();
        }
    }

    Recording read() {
        new CsvFile(path, COLUMNS).read(this::row);
        if (size == 0) {
            throw new IllegalArgumentException(path + ": holds one row only; the length of its bars cannot be told");
        }
        int priceScale = 0;
        for (int i = 0; i < 4; i++) {
            priceScale = Math.max(priceScale, columns[i].finest());
        }
        try {
            return new Recording(
                    symbol,
                    Duration.ofMillis(size),
                    Instant.ofEpochMilli(first),
                    columns,
                    priceScale,
                    columns[4].finest());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    path + ": its numbers are too large for the finest of their decimals; allowed: 18 digits together",
                    e);
        }
    }

    private void row(CsvFile.Row row) {
        time(row);
        BigDecimal open = row.positive(1);
        BigDecimal high = row.positive(2);
        BigDecimal low = row.positive(3);
        BigDecimal close = row.positive(4);
        BigDecimal volume = row.notNegative(5);
        if (high.compareTo(low) < 0) {
            throw row.fault(2, "at least low, which is " + low.toPlainString());
        }
        if (high.compareTo(open.max(close)) < 0) {
            throw row.fault(2, "at least open and close");
        }
        if (low.compareTo(open.min(close)) > 0) {
            throw row.fault(3, "at most open and close");
        }
        BigDecimal[] values = {open, high, low, close, volume};
        for (int i = 0; i < values.length; i++) {
            if (!Numbers.fits(values[i])) {
                throw row.fault(i + 1, "a number of at most 18 digits");
            }
            columns[i].add(values[i]);
        }
    }

    private void time(CsvFile.Row row) {
        long time = row.time();
        int rows = columns[0].count();
        if (rows == 0) {
            first = time;
        } else if (time <= last) {
            throw row.fault(0, "later than the line before, " + last);
        } else if (rows == 1) {
            size(row, time - first);
        } else if (time - last != size) {
            throw row.fault("comes " + (time - last) + " ms after the line before, while the first two are " + size
                    + " ms apart; allowed: bars of equal length without a gap");
        }
        last = time;
    }

    private void size(CsvFile.Row row, long step) {
        if (step < SHORTEST_BAR || step > LONGEST_BAR || LONGEST_BAR % step != 0) {
            throw row.fault(
                    "comes " + step + " ms after the line before; allowed: bars that divide a day, at least 1 s");
        }
        if (Math.floorMod(first, step) != 0) {
            throw row.fault("shows bars of " + step + " ms, but the first opens at " + first
                    + "; allowed: a multiple of their length");
        }
        size = step;
    }
}
