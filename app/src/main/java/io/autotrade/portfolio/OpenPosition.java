package io.autotrade.portfolio;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open position of the books.
 *
 * @param quantity base asset, greater than zero
 * @param entryPrice {@code cost / quantity}, 12 decimals, for display; results are computed from cost
 * @param cost sum of quantity times price of what is still open, exact
 * @param markPrice price used for {@code unrealizedPnl}; the entry price while no price is known
 * @param fees and {@code funding} of this position since it was opened
 * @param stopPrice as last confirmed or intended; null when there is none
 * @param liquidationPrice as the venue estimates it; null when unknown
 * @param decisionId decision that opened it; null when no decision of this service did
 * @param stopVerifiedAt when the stop was last seen at the venue; null when never
 */
public record OpenPosition(
        Symbol symbol,
        PositionSide side,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal cost,
        BigDecimal markPrice,
        BigDecimal leverage,
        BigDecimal margin,
        BigDecimal unrealizedPnl,
        BigDecimal fees,
        BigDecimal funding,
        @Nullable BigDecimal confidence,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal targetPrice,
        @Nullable ClientOrderId protectionId,
        @Nullable BigDecimal liquidationPrice,
        String invalidation,
        String entryRationale,
        @Nullable String decisionId,
        @Nullable Instant stopVerifiedAt,
        Instant openedAt) {

    /** {@code quantity x markPrice}. */
    public BigDecimal notional() {
        return quantity.multiply(markPrice);
    }
}
