package io.autotrade.simulated.driven;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Equal bars of one symbol without gaps, in a compact form: prices and volumes are whole numbers of a step. Bars open
 * at multiples of their size since 1970.
 */
public interface Bars {

    /** Length of a bar. */
    Duration size();

    /** When bar 0 opens. */
    Instant first();

    /** Number of bars. */
    int count();

    long open(int index);

    long high(int index);

    long low(int index);

    long close(int index);

    long volume(int index);

    /** The price of a number of price steps, quote per base. */
    BigDecimal price(long steps);

    /** The quantity of a number of volume steps, base asset. */
    BigDecimal quantity(long steps);

    default Instant opensAt(int index) {
        return first().plus(size().multipliedBy(index));
    }

    /** Number of bars that are finished at a time. */
    default int finishedAt(Instant time) {
        long bars = Math.floorDiv(Duration.between(first(), time).toMillis(), size().toMillis());
        return (int) Math.max(0, Math.min(count(), bars));
    }
}
