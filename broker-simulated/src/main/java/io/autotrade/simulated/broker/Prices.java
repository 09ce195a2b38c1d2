package io.autotrade.simulated.broker;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.Side;
import io.autotrade.broker.Ticker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The prices at which takers are filled. */
final class Prices {

    private static final BigDecimal STEPS = BigDecimal.valueOf(1L << 32);

    private final Terms terms;

    Prices(Terms terms) {
        this.terms = terms;
    }

    /** The best price on the other side of the book. */
    static BigDecimal best(Ticker ticker, Side side) {
        return side == Side.BUY ? ticker.ask() : ticker.bid();
    }

    /** The price that is worse for a taker of this side. */
    static BigDecimal worse(Side side, BigDecimal one, BigDecimal other) {
        return side == Side.BUY ? one.max(other) : one.min(other);
    }

    /**
     * A best price with slippage against the taker, on the instrument's price step, but never beyond a limit.
     *
     * @param number what the variation of the slippage is drawn from, with the seed: the same number gives the same
     *     price
     */
    BigDecimal taken(BigDecimal best, Side side, Instrument instrument, @Nullable BigDecimal limit, long number) {
        BigDecimal price = best;
        if (terms.slippage().signum() > 0) {
            BigDecimal slip = best.multiply(terms.slippage()).multiply(variation(number));
            price = side == Side.BUY
                    ? Decimals.toStep(best.add(slip), instrument.priceStep(), RoundingMode.CEILING)
                    : Decimals.toStep(best.subtract(slip), instrument.priceStep(), RoundingMode.FLOOR)
                            .max(instrument.priceStep());
        }
        if (limit == null) {
            return price;
        }
        return side == Side.BUY ? price.min(limit) : price.max(limit);
    }

    /** A factor around 1, evenly spread over the configured variation. */
    private BigDecimal variation(long number) {
        if (terms.slippageVariation().signum() == 0) {
            return BigDecimal.ONE;
        }
        long bits = mix(terms.seed() ^ mix(number)) >>> 32;
        BigDecimal even = BigDecimal.valueOf(2 * bits).divide(STEPS).subtract(BigDecimal.ONE);
        return BigDecimal.ONE.add(terms.slippageVariation().multiply(even));
    }

    /** Finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
