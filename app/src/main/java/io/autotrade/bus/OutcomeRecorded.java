package io.autotrade.bus;

import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A position was closed completely: the outcome of the decision that opened it.
 *
 * @param outcomeId unique; derived from symbol and opening fill
 * @param quantity largest quantity the position had, base asset
 * @param entryPrice average of all entry fills
 * @param exitPrice average of all exit fills and forced closes
 * @param grossPnl of prices alone
 * @param netPnl {@code grossPnl - fees + funding}
 * @param netPnlPct of the entry notional, percent
 * @param mae worst unrealised result while open, settlement currency, zero or negative
 * @param mfe best unrealised result while open, settlement currency, zero or positive
 * @param reason {@code decision}, {@code stop}, {@code target}, {@code liquidation}, {@code adl}, {@code safety},
 *     {@code external}
 * @param ruleIds learned rules that were in the prompt when the position was opened
 */
public record OutcomeRecorded(
        String outcomeId,
        Symbol symbol,
        PositionSide side,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal exitPrice,
        BigDecimal leverage,
        BigDecimal grossPnl,
        BigDecimal fees,
        BigDecimal funding,
        BigDecimal netPnl,
        BigDecimal netPnlPct,
        BigDecimal mae,
        BigDecimal mfe,
        @Nullable BigDecimal confidence,
        String reason,
        @Nullable String openedByDecision,
        @Nullable String closedByDecision,
        List<String> ruleIds,
        Instant openedAt,
        Instant at)
        implements DomainEvent {

    public OutcomeRecorded {
        ruleIds = List.copyOf(ruleIds);
    }
}
