package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open position as the venue sees it.
 *
 * @param quantity base asset, greater than zero
 * @param entryPrice average price of entry
 * @param markPrice the venue's mark price
 * @param margin settlement currency held for this position
 * @param maintenanceMargin settlement currency below which the position is liquidated
 * @param unrealizedPnl settlement currency at the mark price, fees and funding not included
 * @param liquidationPrice estimate of the venue; null when there is none
 * @param stopPrice trigger of the protective stop that is effective at the venue now; null when there is none
 * @param targetPrice trigger of the target that is effective at the venue now; null when there is none
 * @param protectionId client id of the protective orders; null when there are none or they carry none
 */
public record Position(
        Symbol symbol,
        PositionSide side,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal markPrice,
        BigDecimal leverage,
        BigDecimal margin,
        BigDecimal maintenanceMargin,
        BigDecimal unrealizedPnl,
        @Nullable BigDecimal liquidationPrice,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal targetPrice,
        @Nullable ClientOrderId protectionId,
        Instant updatedAt) {

    public Position {
        Checks.present("symbol", symbol);
        Checks.present("side", side);
        Checks.time("updatedAt", updatedAt);
        Checks.plausible("markPrice", markPrice);
        Checks.plausible("leverage", leverage);
        Checks.plausible("margin", margin);
        Checks.plausible("maintenanceMargin", maintenanceMargin);
        Checks.plausible("unrealizedPnl", unrealizedPnl);
        Checks.plausibleOrNull("liquidationPrice", liquidationPrice);
        Checks.plausibleOrNull("stopPrice", stopPrice);
        Checks.plausibleOrNull("targetPrice", targetPrice);
        Checks.positive("quantity", quantity);
        Checks.positive("entryPrice", entryPrice);
    }
}
