package io.autotrade.bus;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The service is about to send this order. Committed before anything leaves the process.
 *
 * @param decisionId decision that caused it; null for an order caused by a safety rule alone
 * @param quantity base asset; null only for closing everything
 * @param protectionId client order id of the stop and target attached to the order; null when there are none
 * @param referencePrice price on which the decision to send was based, for measuring slippage; null when there was none
 * @param reason one sentence for a person
 */
public record OrderIntended(
        ClientOrderId clientOrderId,
        @Nullable String decisionId,
        @Nullable String cycleId,
        String brokerId,
        Symbol symbol,
        Leg leg,
        Side side,
        OrderType orderType,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal limitPrice,
        boolean reduceOnly,
        @Nullable BigDecimal leverage,
        @Nullable ClientOrderId protectionId,
        @Nullable BigDecimal stopLoss,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal referencePrice,
        @Nullable Instant notAfter,
        String reason,
        Instant at)
        implements DomainEvent {}
