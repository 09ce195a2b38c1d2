package io.autotrade.execution;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as the journal knows it.
 *
 * @param intent null for orders of others and for protective orders, which have no intent of their own
 * @param quantity base asset; null when the whole position was to be closed
 */
public record TrackedOrder(
        ClientOrderId clientOrderId,
        @Nullable OrderIntended intent,
        @Nullable String venueOrderId,
        Symbol symbol,
        Side side,
        OrderOrigin origin,
        OrderStatus status,
        @Nullable BigDecimal quantity,
        BigDecimal filledQuantity,
        @Nullable BigDecimal averagePrice,
        Instant updatedAt) {

    static TrackedOrder of(OrderIntended intent) {
        return new TrackedOrder(
                intent.clientOrderId(),
                intent,
                null,
                intent.symbol(),
                intent.side(),
                OrderOrigin.SERVICE,
                OrderStatus.INTENDED,
                intent.quantity(),
                BigDecimal.ZERO,
                null,
                intent.at());
    }

    /** The decision that caused the order; null when none did. */
    public @Nullable String decisionId() {
        return intent == null ? null : intent.decisionId();
    }

    /** Whether the order may still open exposure. */
    public boolean mayAddExposure() {
        return intent != null && intent.leg() == Leg.ENTRY && !status.isFinal();
    }
}
