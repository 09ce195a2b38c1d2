package io.autotrade.simulated.replay;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A recorded series as a file: one line a row, first column a time in epoch milliseconds, times rising. Plain or gzip;
 * a header line is optional. Every fault is an {@link IllegalArgumentException} that names file, line, what stands
 * there and what is allowed.
 */
final class CsvFile {

    private static final int LONGEST_LINE = 1_000;
    private static final int LONGEST_NUMBER = 40;
    private static final int MOST_ROWS = 3_000_000;
    private static final long EARLIEST = Instant.parse("2009-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    /** Takes one row. */
    interface RowReader {
        void row(Row row);
    }

    /** One line, its columns by number. */
    final class Row {
        private final int line;
        private final String[] cells;

        private Row(int line, String[] cells) {
            this.line = line;
            this.cells = cells;
        }

        /** Time in the first column, epoch milliseconds. */
        long time() {
            String text = cells[0];
            try {
                long time = Long.parseLong(text);
                if (time >= EARLIEST && time < LATEST) {
                    return time;
                }
            } catch (NumberFormatException e) {
                throw fault(0, "epoch milliseconds");
            }
            throw fault(0, "epoch milliseconds between 2009 and 2100");
        }

        /** A decimal number in plain or scientific notation. */
        BigDecimal decimal(int column) {
            String text = cells[column];
            if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
                throw fault(column, "a number");
            }
            try {
                BigDecimal number = new BigDecimal(text);
                if (Math.abs(number.scale()) <= LONGEST_NUMBER) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw fault(column, "a number");
            }
            throw fault(column, "a number of sensible size");
        }

        BigDecimal positive(int column) {
            BigDecimal number = decimal(column);
            if (number.signum() <= 0) {
                throw fault(column, "a number greater than 0");
            }
            return number;
        }

        BigDecimal notNegative(int column) {
            BigDecimal number = decimal(column);
            if (number.signum() < 0) {
                throw fault(column, "a number of at least 0");
            }
            return number;
        }

        /** The failure for a value that is not allowed. */
        IllegalArgumentException fault(int column, String allowed) {
            return CsvFile.this.fault(
                    line, columns[column] + " is '" + printable(cells[column]) + "'; allowed: " + allowed);
        }

        IllegalArgumentException fault(String what) {
            return CsvFile.this.fault(line, what);
        }
    }

    private final Path path;
    private final String[] columns;

    CsvFile(Path path, String... columns) {
        this.path = path;
        this.columns = columns.clone();
    }

    /** Reads every row; at least one. */
    void read(RowReader reader) {
        int line = 0;
        int rows = 0;
        try (BufferedReader lines = open()) {
            for (String text = next(lines, line + 1); text != null; text = next(lines, line + 1)) {
                line++;
                boolean header = line == 1 && !text.isEmpty() && Character.isLetter(text.charAt(0));
                if (header) {
                    checkHeader(text);
                } else if (!text.isBlank()) {
                    reader.row(new Row(line, cells(line, text)));
                    if (++rows > MOST_ROWS) {
                        throw fault(line, "is one too many; allowed: " + MOST_ROWS + " rows");
                    }
                }
            }
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException(
                    path + ": is not a complete gzip file, readable up to line " + line + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(path + ": cannot be read: " + reason(e), e);
        }
        if (rows == 0) {
            throw new IllegalArgumentException(path + ": holds no rows");
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }

    private BufferedReader open() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(path + ": there is no such file");
        }
        InputStream bytes = Files.newInputStream(path);
        try {
            InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** A line, bounded: a file without line ends must not fill the memory. */
    private @Nullable String next(BufferedReader lines, int line) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = lines.read(); c != -1; c = lines.read()) {
            if (c == '\n') {
                return text.toString().strip();
            }
            if (text.length() >= LONGEST_LINE) {
                throw fault(line, "is longer than " + LONGEST_LINE + " characters");
            }
            text.append((char) c);
        }
        return text.isEmpty() ? null : text.toString().strip();
    }

    private void checkHeader(String text) {
        if (!String.join(",", columns).equalsIgnoreCase(text.replace(" ", ""))) {
            throw fault(1, "has the header '" + printable(text) + "'; allowed: " + String.join(",", columns));
        }
    }

    private String[] cells(int line, String text) {
        String[] cells = text.split(",", -1);
        if (cells.length != columns.length) {
            throw fault(
                    line,
                    "has " + cells.length + " columns; allowed: the " + columns.length + " columns "
                            + String.join(",", columns));
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i].strip();
        }
        return cells;
    }

    /** What can be shown of a text that nobody knows. */
    private static String printable(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private IllegalArgumentException fault(int line, String what) {
        return new IllegalArgumentException(path + ": line " + line + " " + what);
    }
}
