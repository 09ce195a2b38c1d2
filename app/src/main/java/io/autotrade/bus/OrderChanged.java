package io.autotrade.bus;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order changed its state.
 *
 * @param clientOrderId id of the order; for external orders without one a stable id made from the venue's
 * @param averagePrice null while nothing is filled
 * @param venueCode the venue's own code of a rejection; empty otherwise
 * @param detail one sentence for a person; empty when there is nothing to say
 */
public record OrderChanged(
        ClientOrderId clientOrderId,
        @Nullable String decisionId,
        @Nullable String venueOrderId,
        Symbol symbol,
        Side side,
        OrderStatus state,
        @Nullable BigDecimal quantity,
        BigDecimal filledQuantity,
        @Nullable BigDecimal averagePrice,
        OrderOrigin origin,
        String venueCode,
        String detail,
        Instant at)
        implements DomainEvent {}
