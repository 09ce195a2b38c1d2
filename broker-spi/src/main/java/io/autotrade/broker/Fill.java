package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution. Funding and liquidation are never fills, see {@link Booking}.
 *
 * @param fillId unique and stable within the broker account; the same execution always has the same id, however it is
 *     learnt
 * @param clientOrderId of the order that was filled, the {@link Protection#id()} for a protective order; null for
 *     external orders that carry none
 * @param quantity base asset, greater than zero
 * @param price quote per base, greater than zero
 * @param fee in feeCurrency; positive when paid, negative when received
 */
public record Fill(
        String fillId,
        @Nullable ClientOrderId clientOrderId,
        @Nullable String venueOrderId,
        Symbol symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal fee,
        String feeCurrency,
        Liquidity liquidity,
        OrderOrigin origin,
        Instant at) {

    public Fill {
        Checks.present("symbol", symbol);
        Checks.present("side", side);
        Checks.plausible("fee", fee);
        Checks.id("feeCurrency", feeCurrency);
        Checks.present("liquidity", liquidity);
        Checks.present("origin", origin);
        Checks.time("at", at);
        Checks.id("fillId", fillId);
        Checks.idOrNull("venueOrderId", venueOrderId);
        Checks.positive("quantity", quantity);
        Checks.positive("price", price);
    }

    /** {@code quantity x price}, in quote currency. */
    public BigDecimal notional() {
        return quantity.multiply(price);
    }
}
