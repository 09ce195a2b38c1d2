package io.autotrade.risk;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the limits remember, computed from the journal alone, so that a restart forgets none of it.
 *
 * @param dayStartEquity equity (unrealised included) at the start of the current UTC day, corrected for transfers
 *     since; null before the books were opened
 * @param peakEquity highest equity, corrected for transfers, since the books were opened or an operator re-armed
 *     trading after a drawdown; null before the books were opened
 * @param lossStreak closed trades with a net loss in a row, since the last win or the last re-arm by an operator
 * @param lastExit when each symbol was last closed
 * @param ordersLastHour entry orders intended in the last 60 minutes
 */
public record RiskHistory(
        @Nullable BigDecimal dayStartEquity,
        @Nullable BigDecimal peakEquity,
        int lossStreak,
        Map<Symbol, Instant> lastExit,
        int ordersLastHour) {

    public static final RiskHistory EMPTY = new RiskHistory(null, null, 0, Map.of(), 0);

    public RiskHistory {
        lastExit = Map.copyOf(lastExit);
    }
}
