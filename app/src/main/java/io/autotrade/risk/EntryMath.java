package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What an entry may cost at worst. With {@code s} the slippage allowed to the order and {@code f} the taker fee, an
 * entry of notional {@code n} at the live price is filled for at most {@code n(1+s)}, pays a fee of at most
 * {@code n(1+s)f} and can lower equity by at most {@code n(s + (1+s)f)}.
 */
final class EntryMath {

    static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
    private static final int RATE_SCALE = 18;

    private EntryMath() {}

    /** Slippage allowed to the order in basis points: the proposal's own bound, never more than the configured one. */
    static BigDecimal slippageBps(GateInput input) {
        BigDecimal most = input.config().risk().maxPriceDriftBps();
        Integer asked = input.decision().maxSlippageBps();
        return asked == null ? most : BigDecimal.valueOf(Math.max(0, asked)).min(most);
    }

    static BigDecimal slippage(GateInput input) {
        return slippageBps(input).movePointLeft(4);
    }

    /** {@code 1 + s}. */
    static BigDecimal worstFactor(GateInput input) {
        return BigDecimal.ONE.add(slippage(input));
    }

    /** {@code s + (1+s)f}: loss of equity per unit of notional by entering. */
    static BigDecimal costRate(GateInput input) {
        return slippage(input).add(worstFactor(input).multiply(input.takerFeeRate()));
    }

    /** {@code (1+s)/L}, rounded up. */
    static BigDecimal marginRate(EntryProposal entry) {
        return worstFactor(entry.input()).divide(entry.leverage(), RATE_SCALE, RoundingMode.UP);
    }

    static BigDecimal worstNotional(EntryProposal entry) {
        return entry.notional().multiply(worstFactor(entry.input()));
    }

    static BigDecimal equityAfter(EntryProposal entry) {
        return entry.input().portfolio().equity().subtract(entry.notional().multiply(costRate(entry.input())));
    }

    /**
     * Where an isolated position would be liquidated: the price at which the margin plus the result equals the
     * maintenance margin and the fee of closing. Long: {@code p(1 - 1/L) / (1 - m - f)}; short: {@code p(1 + 1/L) / (1
     * + m + f)}. Rounded towards the entry, so that it is met rather too early than too late.
     *
     * @param price greater than zero
     */
    static BigDecimal liquidationPrice(
            PositionSide side, BigDecimal price, BigDecimal leverage, BigDecimal maintenanceRate, BigDecimal feeRate) {
        BigDecimal reserve = maintenanceRate.add(feeRate);
        BigDecimal share = price.divide(leverage, RATE_SCALE, RoundingMode.DOWN);
        if (side == PositionSide.SHORT) {
            return price.add(share).divide(BigDecimal.ONE.add(reserve), 12, RoundingMode.DOWN);
        }
        BigDecimal kept = BigDecimal.ONE.subtract(reserve);
        return kept.signum() <= 0 ? price : price.subtract(share).divide(kept, 12, RoundingMode.UP);
    }

    /**
     * The venue's rate; where it tells none, the initial margin at its largest leverage, which is never less than the
     * maintenance margin.
     */
    static BigDecimal maintenanceRate(Instrument instrument) {
        BigDecimal told = instrument.maintenanceMarginRate();
        return told != null
                ? told
                : BigDecimal.ONE.divide(instrument.maxLeverage().max(BigDecimal.ONE), RATE_SCALE, RoundingMode.UP);
    }

    /** The order must not be filled beyond this price. Rounded to the instrument's step, never to the looser side. */
    static BigDecimal worstPrice(EntryProposal entry, BigDecimal price, BigDecimal decided, Instrument instrument) {
        BigDecimal slippage = slippage(entry.input());
        BigDecimal step = instrument.priceStep();
        return switch (entry.side()) {
            case LONG -> steps(decided.min(price).multiply(BigDecimal.ONE.add(slippage)), step, RoundingMode.FLOOR);
            case SHORT ->
                steps(decided.max(price).multiply(BigDecimal.ONE.subtract(slippage)), step, RoundingMode.CEILING);
        };
    }

    static BigDecimal steps(BigDecimal value, BigDecimal step, RoundingMode rounding) {
        return value.divide(step, 0, rounding).multiply(step);
    }
}
