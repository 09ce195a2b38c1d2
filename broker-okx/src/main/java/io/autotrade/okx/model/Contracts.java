package io.autotrade.okx.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A number of contracts, OKX's unit of size. A type of its own, so that contracts and base asset cannot be mistaken for
 * each other; {@link SwapSpec} converts.
 *
 * @param count not negative
 */
public record Contracts(BigDecimal count) implements Comparable<Contracts> {

    public static final Contracts NONE = new Contracts(BigDecimal.ZERO);

    public Contracts {
        if (count.signum() < 0) {
            throw new IllegalArgumentException("contracts must not be negative, was " + count.toPlainString());
        }
    }

    public boolean isNone() {
        return count.signum() == 0;
    }

    public Contracts min(Contracts other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** Parts of at most this size that add up to this; empty when there is nothing to divide. */
    public List<Contracts> split(Contracts largest) {
        if (largest.isNone()) {
            throw new IllegalArgumentException("parts must be greater than 0");
        }
        List<Contracts> parts = new ArrayList<>();
        BigDecimal left = count;
        while (left.signum() > 0) {
            BigDecimal part = left.min(largest.count);
            parts.add(new Contracts(part));
            left = left.subtract(part);
        }
        return parts;
    }

    /** As OKX wants it: plain digits, no exponent, no superfluous zeros. */
    public String wire() {
        return count.signum() == 0 ? "0" : count.stripTrailingZeros().toPlainString();
    }

    @Override
    public int compareTo(Contracts other) {
        return count.compareTo(other.count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contracts that && count.compareTo(that.count) == 0;
    }

    @Override
    public int hashCode() {
        return count.stripTrailingZeros().hashCode();
    }
}
