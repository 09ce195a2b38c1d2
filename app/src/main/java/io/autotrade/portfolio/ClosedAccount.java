package io.autotrade.portfolio;

import io.autotrade.broker.Environment;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The books of an account at the moment another one was opened. Amounts in its settlement currency; always {@code cash
 * = startingCash + transfers + realizedPnl - fees + funding}.
 *
 * @param openPositions left at the venue; 0 after a hand-over, which leaves none
 */
public record ClosedAccount(
        String brokerId,
        Environment environment,
        String currency,
        Instant openedAt,
        Instant closedAt,
        BigDecimal startingCash,
        BigDecimal transfers,
        BigDecimal realizedPnl,
        BigDecimal fees,
        BigDecimal funding,
        BigDecimal cash,
        int openPositions) {}
