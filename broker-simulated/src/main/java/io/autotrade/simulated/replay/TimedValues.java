package io.autotrade.simulated.replay;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        return read(path, TimedValues::rate, "ts", "fundingRate");
    }

    /** Base asset: {@code ts,oiContracts,oiBase}. */
    static TimedValues openInterest(Path path) {
        return read(path, TimedValues::interest, "ts", "oiContracts", "oiBase");
    }

    private static BigDecimal rate(CsvFile.Row row) {
        BigDecimal rate = row.decimal(1);
        if (rate.abs().compareTo(BigDecimal.ONE) >= 0) {
            throw row.fault(1, "a fraction between -1 and 1");
        }
        return rate;
    }

    private static BigDecimal interest(CsvFile.Row row) {
        row.notNegative(1);
        return row.notNegative(2);
    }

    private static TimedValues read(Path path, Function<CsvFile.Row, BigDecimal> value, String... columns) {
        NavigableMap<Instant, BigDecimal> values = new TreeMap<>();
        new CsvFile(path, columns).read(row -> {
            Instant time = Instant.ofEpochMilli(row.time());
            if (!values.isEmpty() && !time.isAfter(values.lastKey())) {
                throw row.fault(
                        0, "later than the line before, " + values.lastKey().toEpochMilli());
            }
            values.put(time, value.apply(row));
        });
        return new TimedValues(values);
    }

    /** Those after one time, up to another. */
    NavigableMap<Instant, BigDecimal> between(Instant after, Instant upTo) {
        return values.subMap(after, false, upTo, true);
    }

    NavigableMap<Instant, BigDecimal> upTo(Instant time) {
        return values.headMap(time, true);
    }

    /** The time before this one; null when it is the first. */
    @Nullable
    Instant before(Instant time) {
        return values.lowerKey(time);
    }
}
