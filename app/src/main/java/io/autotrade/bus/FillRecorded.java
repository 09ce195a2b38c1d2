package io.autotrade.bus;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution, recorded exactly once per {@code fillId}.
 *
 * @param decisionId decision that opened or closed the position; for a stop or target the decision that set it; null
 *     when no decision of this service caused it
 * @param fee settlement currency; positive when paid, negative when received
 * @param at time of the venue
 */
public record FillRecorded(
        String fillId,
        @Nullable ClientOrderId clientOrderId,
        @Nullable String venueOrderId,
        @Nullable String decisionId,
        Symbol symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal fee,
        String feeCurrency,
        Liquidity liquidity,
        OrderOrigin origin,
        Instant at)
        implements DomainEvent {}
