package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as the venue sees it.
 *
 * @param clientOrderId the service's id, or the {@link Protection#id()} of a protective order; null for external orders
 *     that carry none
 * @param venueOrderId the venue's id; null before the venue gave one
 * @param quantity base asset; for a protective order what it would close, zero meaning the whole position
 * @param limitPrice for a protective order the trigger price
 * @param filledQuantity base asset, zero to quantity
 * @param averagePrice of the fills, quote per base; null exactly while nothing is filled
 * @param reason why it was cancelled or rejected, in the venue's words; empty otherwise
 * @param updatedAt time of the last change, of the venue
 */
public record Order(
        @Nullable ClientOrderId clientOrderId,
        @Nullable String venueOrderId,
        Symbol symbol,
        Side side,
        OrderType type,
        BigDecimal quantity,
        @Nullable BigDecimal limitPrice,
        boolean reduceOnly,
        OrderOrigin origin,
        OrderState state,
        BigDecimal filledQuantity,
        @Nullable BigDecimal averagePrice,
        String reason,
        Instant createdAt,
        Instant updatedAt) {

    public Order {
        Checks.idOrNull("venueOrderId", venueOrderId);
        Checks.present("symbol", symbol);
        Checks.present("side", side);
        Checks.present("type", type);
        Checks.present("origin", origin);
        Checks.present("state", state);
        Checks.present("reason", reason);
        Checks.time("createdAt", createdAt);
        Checks.time("updatedAt", updatedAt);
        Checks.plausibleOrNull("limitPrice", limitPrice);
        Checks.plausibleOrNull("averagePrice", averagePrice);
        Checks.notNegative("quantity", quantity);
        Checks.notNegative("filledQuantity", filledQuantity);
    }
}
