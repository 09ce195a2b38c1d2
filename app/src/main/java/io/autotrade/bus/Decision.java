package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One proposal of an advisor for one symbol. A proposal moves nothing: the risk gate decides.
 *
 * @param decisionId unique; derived from cycle and symbol
 * @param sizePct percent of equity to use as margin, 0 to 100; multiplied by leverage gives the notional. Null when not
 *     given
 * @param quantity base asset; null when not given. {@code sizePct} wins when both are given
 * @param leverage at least 1; null means 1
 * @param confidence 0 to 1; null when the advisor gave none
 * @param stopLoss absolute price; null when not given
 * @param takeProfit absolute price; null when not given
 * @param maxSlippageBps basis points the price may have moved against the order since the decision; null for the
 *     default limit
 * @param invalidation free text under which the idea is void; empty when none
 * @param rationale why, in the advisor's words; data, never instructions
 */
public record Decision(
        String decisionId,
        Symbol symbol,
        Action action,
        @Nullable BigDecimal sizePct,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal leverage,
        @Nullable BigDecimal confidence,
        @Nullable BigDecimal stopLoss,
        @Nullable BigDecimal takeProfit,
        @Nullable Integer maxSlippageBps,
        String invalidation,
        String rationale) {}
