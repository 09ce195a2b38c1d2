package io.autotrade.okx.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Recorded candles and funding rates as files: lines of numbers, the time in milliseconds first; plain or gzip. */
final class Recordings {

    private static final int CANDLE_COLUMNS = 6;
    private static final int FUNDING_COLUMNS = 2;

    private Recordings() {}

    /**
     * Reads candles: {@code ts,open,high,low,close,volume}, volume in coins.
     *
     * @throws IllegalArgumentException naming the file when it holds something else, or candles are missing
     */
    static RecordedTape candles(Coin coin, Replay replay, Path file) {
        NavigableMap<Long, RecordedTape.Bar> bars = new TreeMap<>();
        read(
                file,
                CANDLE_COLUMNS,
                cells -> bars.put(
                        Long.parseLong(cells[0]),
                        new RecordedTape.Bar(
                                new BigDecimal(cells[1]),
                                new BigDecimal(cells[2]),
                                new BigDecimal(cells[3]),
                                new BigDecimal(cells[4]),
                                new BigDecimal(cells[5]))));
        if (bars.size() < 2) {
            throw new IllegalArgumentException(file + " holds " + bars.size() + " candles; allowed: 2 or more");
        }
        long first = bars.firstKey();
        long step = bars.higherKey(first) - first;
        if (bars.lastKey() - first != step * (bars.size() - 1)) {
            throw new IllegalArgumentException(file + " has a gap: " + bars.size() + " candles of " + step
                    + " ms do not reach from " + first + " to " + bars.lastKey());
        }
        return new RecordedTape(coin, replay, List.copyOf(bars.values()), first, step);
    }

    /**
     * Reads charged funding: {@code ts,fundingRate}.
     *
     * @return rates by their time in milliseconds
     * @throws IllegalArgumentException naming the file when it holds something else
     */
    static NavigableMap<Long, BigDecimal> funding(Path file) {
        NavigableMap<Long, BigDecimal> rates = new TreeMap<>();
        read(file, FUNDING_COLUMNS, cells -> rates.put(Long.parseLong(cells[0]), new BigDecimal(cells[1])));
        return rates;
    }

    private static void read(Path file, int columns, Consumer<String[]> row) {
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || Character.isLetter(line.charAt(0))) {
                    continue;
                }
                String[] cells = line.split(",", -1);
                if (cells.length != columns) {
                    throw new IllegalArgumentException(
                            file + " has the line '" + line + "'; allowed: " + columns + " columns");
                }
                row.accept(cells);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(file + " holds something that is not a number: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
