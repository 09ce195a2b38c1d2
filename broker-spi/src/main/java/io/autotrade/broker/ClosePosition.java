package io.autotrade.broker;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Request to close a position, or part of one, at market.
 *
 * @param clientOrderId id of the closing order, never used before
 * @param quantity base asset to close; null closes everything, to the last unit the venue knows of
 */
public record ClosePosition(
        ClientOrderId clientOrderId,
        Symbol symbol,
        @Nullable BigDecimal quantity) {

    public ClosePosition {
        if (quantity != null) {
            Checks.positive("quantity", quantity);
        }
    }
}
