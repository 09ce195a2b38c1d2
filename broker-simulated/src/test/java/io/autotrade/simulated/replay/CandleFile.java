package io.autotrade.simulated.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes files of candles for tests. */
final class CandleFile {

    static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

    private final Duration size;
    private final List<String> rows = new ArrayList<>();

    CandleFile(Duration size) {
        this.size = size;
    }

    /** A bar after those before, as {@code open,high,low,close,volume}. */
    CandleFile bar(String figures) {
        rows.add(FIRST.plus(size.multipliedBy(rows.size())).toEpochMilli() + "," + figures);
        return this;
    }

    /** Bars that rise and fall in turn, each with other figures. */
    CandleFile bars(int count, int price) {
        for (int i = 0; i < count; i++) {
            int open = price + i * 3 % 17;
            int close = open + (i % 2 == 0 ? 4 : -4);
            bar("%d.1,%d.5,%d.2,%d.1,%d.%d".formatted(open, open + 6, open - 7, close, i % 7, i % 10));
        }
        return this;
    }

    List<String> rows() {
        return rows;
    }

    Path write(Path folder, String name) {
        return text(folder, name, "ts,open,high,low,close,volume\n" + String.join("\n", rows) + "\n");
    }

    static Path text(Path folder, String name, String text) {
        Path path = folder.resolve(name);
        try (OutputStream bytes = Files.newOutputStream(path);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
    }
}
