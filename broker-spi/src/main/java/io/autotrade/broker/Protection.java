package io.autotrade.broker;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Protective stop and profit target of one position. Both are market exits, reduce-only, good for the whole position;
 * when one is executed the other disappears, and both disappear with the position.
 *
 * @param id client order id under which the protective orders and their fills are reported
 * @param stopPrice trigger price of the stop; null for none. Below the price for a long, above it for a short
 * @param targetPrice trigger price of the target; null for none. On the other side
 */
public record Protection(
        ClientOrderId id,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal targetPrice) {

    public Protection {
        if (stopPrice == null && targetPrice == null) {
            throw new IllegalArgumentException("protection needs a stopPrice, a targetPrice or both");
        }
        if (stopPrice != null) {
            Checks.positive("stopPrice", stopPrice);
        }
        if (targetPrice != null) {
            Checks.positive("targetPrice", targetPrice);
        }
    }
}
