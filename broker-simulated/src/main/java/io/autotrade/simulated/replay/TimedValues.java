package io.autotrade.simulated.replay;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A recorded series of single values: funding rates, or open interest. */
final class TimedValues {

    private final NavigableMap<Instant, BigDecimal> values;

    private TimedValues(NavigableMap<Instant, BigDecimal> values) {
        this.values = values;
    }

    static TimedValues none() {
        return new TimedValues(new TreeMap<>());
    }

    /** Rates as fractions: {@code ts,fundingRate}. */
    static TimedValues funding(Path path) {
        return read(path, 1, false, "ts", "fundingRate");
    }

    /** Base asset: {@code ts,oiContracts,oiBase}. */
    static TimedValues openInterest(Path path) {
        return read(path, 2, true, "ts", "oiContracts", "oiBase");
    }

    private static TimedValues read(Path path, int column, boolean notNegative, String... columns) {
        NavigableMap<Instant, BigDecimal> values = new TreeMap<>();
        new CsvFile(path, columns).read(row -> {
            Instant time = Instant.ofEpochMilli(row.time());
            if (!values.isEmpty() && !time.isAfter(values.lastKey())) {
                throw row.fault("ts", Long.toString(time.toEpochMilli()), "later than the line before");
            }
            values.put(time, notNegative ? row.notNegative(column) : row.decimal(column));
        });
        return new TimedValues(values);
    }

    NavigableMap<Instant, BigDecimal> all() {
        return values;
    }

    NavigableMap<Instant, BigDecimal> upTo(Instant time) {
        return values.headMap(time, true);
    }
}
