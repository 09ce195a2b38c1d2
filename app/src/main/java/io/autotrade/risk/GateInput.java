package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Decision;
import io.autotrade.bus.TradingState;
import io.autotrade.config.TradingConfig;
import io.autotrade.portfolio.Portfolio;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything a verdict depends on. Equal inputs give equal verdicts.
 *
 * @param decidedAt when the market view was taken that the proposal is based on
 * @param decidedPrice last price in that view; null when there was none
 * @param live newest prices now; null when there are none
 * @param pending notional and margin of orders that may still fill, per symbol and in sum
 * @param instrument of the broker; null when the broker does not trade the symbol
 * @param canProtect whether the broker can keep a stop at the venue
 * @param blocked symbols with an order of unknown outcome or another halt of their own
 */
public record GateInput(
        Decision decision,
        Portfolio portfolio,
        @Nullable BigDecimal decidedPrice,
        Instant decidedAt,
        @Nullable LivePrice live,
        PendingExposure pending,
        RiskHistory history,
        TradingState state,
        @Nullable Instrument instrument,
        boolean canProtect,
        Set<Symbol> blocked,
        BigDecimal takerFeeRate,
        TradingConfig config,
        Instant now) {

    public GateInput {
        // In order, so that equal inputs have the same text and hash.
        blocked = Collections.unmodifiableSortedSet(new TreeSet<>(blocked));
    }

    /** @param at time of the prices, by the market's clock */
    public record LivePrice(BigDecimal bid, BigDecimal ask, BigDecimal last, Instant at) {}

    /**
     * What resting and unresolved entry orders may still add.
     *
     * @param notional by symbol
     * @param totalNotional over all symbols
     * @param totalMargin over all symbols
     */
    public record PendingExposure(
            java.util.Map<Symbol, BigDecimal> notional, BigDecimal totalNotional, BigDecimal totalMargin) {
        public static final PendingExposure NONE =
                new PendingExposure(java.util.Map.of(), BigDecimal.ZERO, BigDecimal.ZERO);

        public PendingExposure {
            notional = java.util.Map.copyOf(notional);
        }
    }
}
