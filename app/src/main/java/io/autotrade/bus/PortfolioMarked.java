package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The books, marked to market; a point of the equity curve.
 *
 * <p>Always: {@code equity = cash + unrealizedPnl} and {@code cash = starting cash + transfers + realizedPnl - fees +
 * funding}.
 *
 * @param realizedPnl of closed quantities since the books were opened, fees and funding not included
 * @param fees paid since the books were opened, positive
 * @param funding received (positive) or paid (negative) since the books were opened
 * @param margin initial margin of open positions
 * @param grossExposure sum of the absolute notionals of open positions
 * @param peakEquity highest equity so far, corrected for transfers
 * @param drawdownPct fall from the peak in percent, 0 or more
 * @param modelCostUsd cost of model calls since the books were opened; not part of equity
 * @param marks price used for each open position
 * @param reason {@code cycle}, {@code day}, {@code fill}, {@code start}
 */
public record PortfolioMarked(
        BigDecimal equity,
        BigDecimal cash,
        BigDecimal unrealizedPnl,
        BigDecimal realizedPnl,
        BigDecimal fees,
        BigDecimal funding,
        BigDecimal margin,
        BigDecimal grossExposure,
        BigDecimal peakEquity,
        BigDecimal drawdownPct,
        BigDecimal modelCostUsd,
        int openPositions,
        SortedMap<Symbol, BigDecimal> marks,
        String reason,
        Instant at)
        implements DomainEvent {

    public PortfolioMarked {
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }
}
