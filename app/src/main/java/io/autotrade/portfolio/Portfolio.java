package io.autotrade.portfolio;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The books at one moment, marked with given prices, immutable.
 *
 * <p>Always and to the last digit: {@code cash = startingCash + transfers + realizedPnl - fees + funding} and
 * {@code equity = cash + unrealizedPnl}.
 *
 * @param currency settlement currency
 * @param margin initial margin of open positions, {@code notional at entry / leverage}
 * @param fees paid, positive
 * @param funding received positive, paid negative
 * @param modelCostUsd what model calls have cost; not part of equity
 * @param peakEquity highest equity seen in marks, corrected for transfers
 */
public record Portfolio(
        String brokerId,
        String currency,
        BigDecimal startingCash,
        BigDecimal transfers,
        BigDecimal cash,
        BigDecimal equity,
        BigDecimal unrealizedPnl,
        BigDecimal realizedPnl,
        BigDecimal fees,
        BigDecimal funding,
        BigDecimal margin,
        BigDecimal grossExposure,
        BigDecimal peakEquity,
        BigDecimal modelCostUsd,
        SortedMap<Symbol, OpenPosition> positions,
        Instant at) {

    public Portfolio {
        positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
    }

    public Optional<OpenPosition> position(Symbol symbol) {
        return Optional.ofNullable(positions.get(symbol));
    }

    /** Cash that is not held as margin; never more than equity minus margin. */
    public BigDecimal availableCash() {
        return cash.min(equity).subtract(margin);
    }

    /** Fall from the peak in percent, 0 or more, 8 decimals. */
    public BigDecimal drawdownPct() {
        if (peakEquity.signum() <= 0 || equity.compareTo(peakEquity) >= 0) {
            return BigDecimal.ZERO;
        }
        return peakEquity
                .subtract(equity)
                .multiply(BigDecimal.valueOf(100))
                .divide(peakEquity, 8, java.math.RoundingMode.HALF_UP);
    }
}
