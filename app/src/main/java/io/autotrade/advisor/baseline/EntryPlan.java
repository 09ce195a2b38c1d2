package io.autotrade.advisor.baseline;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import io.autotrade.config.TradingConfig;
import io.autotrade.market.Indicators;
import io.autotrade.market.SymbolView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prices and size of an entry.
 *
 * @param entry price it is expected at
 * @param notionalPct notional in percent of equity
 * @param leverage whole number, at least 1
 */
record EntryPlan(
        PositionSide side,
        BigDecimal entry,
        BigDecimal stop,
        BigDecimal target,
        BigDecimal notionalPct,
        BigDecimal leverage) {

    /** Taker fee and slippage of one side, a fraction of the price; on the careful side. */
    static final BigDecimal COST_PER_SIDE = new BigDecimal("0.0010");

    private static final BigDecimal STOP_IN_ATR = new BigDecimal("2.5");
    /** A stop nearer than this fraction of the price is hit by noise and costs more in fees than it saves. */
    private static final BigDecimal NEAREST_STOP = new BigDecimal("0.006");
    /** Stays clear of limits that are checked against a price that has moved a little since. */
    private static final BigDecimal MARGIN_OF_SAFETY = new BigDecimal("0.95");

    private static final BigDecimal REWARD_MARGIN = new BigDecimal("1.10");
    private static final BigDecimal RISK_PCT_PER_TRADE = new BigDecimal("0.5");
    private static final BigDecimal LARGEST_SHARE_OF_LIMIT = new BigDecimal("0.5");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final MathContext DIGITS = MathContext.DECIMAL64;

    /**
     * Plans an entry at the current price: stop two and a half ATR14 away, target as far as the configured reward to
     * risk asks for after costs, and as much notional as risks half a percent of equity, within the room that is left.
     *
     * @param room notional in percent of equity that other limits leave
     * @return empty when the stop would have to be further away than allowed
     */
    static Optional<EntryPlan> of(SymbolView view, Signal signal, TradingConfig config, BigDecimal room) {
        PositionSide side = signal.side();
        BigDecimal entry =
                side == PositionSide.LONG ? view.ticker().ask() : view.ticker().bid();
        BigDecimal distance = stopDistance(view, entry);
        BigDecimal furthest = entry.multiply(config.risk().maxStopDistancePct())
                .divide(HUNDRED, DIGITS)
                .multiply(MARGIN_OF_SAFETY);
        if (distance == null || distance.compareTo(furthest) > 0) {
            return Optional.empty();
        }
        BigDecimal costs = entry.multiply(COST_PER_SIDE).multiply(BigDecimal.TWO);
        BigDecimal reward = distance.add(costs)
                .multiply(config.risk().minRewardRisk())
                .multiply(REWARD_MARGIN)
                .add(costs);
        BigDecimal sign = BigDecimal.valueOf(side.sign());
        BigDecimal stop = stop(view, side, entry, distance);
        BigDecimal target = onGrid(entry.add(sign.multiply(reward)), view.instrument());
        if (stop.signum() <= 0 || target.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal lossPct = distance.add(costs).multiply(HUNDRED).divide(entry, DIGITS);
        BigDecimal notionalPct = RISK_PCT_PER_TRADE
                .multiply(HUNDRED)
                .divide(lossPct, DIGITS)
                .min(config.maxPositionSizePct().multiply(LARGEST_SHARE_OF_LIMIT))
                .min(room)
                .setScale(2, RoundingMode.DOWN);
        return Optional.of(new EntryPlan(side, entry, stop, target, notionalPct, leverage(signal, config)));
    }

    /** A stop for a position that has none, measured from the current price; empty when ATR14 is unknown. */
    static Optional<BigDecimal> stopFor(SymbolView view, PositionSide side) {
        BigDecimal price = view.ticker().last();
        BigDecimal distance = stopDistance(view, price);
        return distance == null
                ? Optional.empty()
                : Optional.of(stop(view, side, price, distance)).filter(stop -> stop.signum() > 0);
    }

    private static BigDecimal stop(SymbolView view, PositionSide side, BigDecimal price, BigDecimal distance) {
        return onGrid(price.subtract(BigDecimal.valueOf(side.sign()).multiply(distance)), view.instrument());
    }

    private static @Nullable BigDecimal stopDistance(SymbolView view, BigDecimal price) {
        Indicators near = view.shortTerm().latest();
        if (near == null || near.atr14() == null) {
            return null;
        }
        return BigDecimal.valueOf(near.atr14()).multiply(STOP_IN_ATR).max(price.multiply(NEAREST_STOP));
    }

    /** Percent of equity used as margin. */
    BigDecimal sizePct() {
        return notionalPct.divide(leverage, 4, RoundingMode.DOWN);
    }

    private static BigDecimal leverage(Signal signal, TradingConfig config) {
        int tier;
        if (signal.score() >= 0.75 && signal.volatilityPct() <= 2) {
            tier = 3;
        } else {
            tier = signal.score() >= 0.50 ? 2 : 1;
        }
        return BigDecimal.valueOf(tier).min(config.risk().maxLeverage()).max(BigDecimal.ONE);
    }

    private static BigDecimal onGrid(BigDecimal price, @Nullable Instrument instrument) {
        if (instrument == null) {
            return price.round(new MathContext(7, RoundingMode.HALF_UP));
        }
        return price.divide(instrument.priceStep(), 0, RoundingMode.HALF_UP).multiply(instrument.priceStep());
    }
}
