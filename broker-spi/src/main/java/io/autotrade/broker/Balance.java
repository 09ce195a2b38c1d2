package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The account, in its settlement currency.
 *
 * @param cash booked cash: deposits, realised results, fees and funding
 * @param equity {@code cash + unrealizedPnl}
 * @param available what can serve as margin for new positions
 * @param initialMargin held for positions and resting orders
 * @param maintenanceMargin liquidation begins when equity falls to this
 */
public record Balance(
        String currency,
        BigDecimal cash,
        BigDecimal equity,
        BigDecimal available,
        BigDecimal unrealizedPnl,
        BigDecimal initialMargin,
        BigDecimal maintenanceMargin,
        Instant at) {

    public Balance {
        Checks.id("currency", currency);
        Checks.plausible("cash", cash);
        Checks.plausible("equity", equity);
        Checks.plausible("available", available);
        Checks.plausible("unrealizedPnl", unrealizedPnl);
        Checks.plausible("initialMargin", initialMargin);
        Checks.plausible("maintenanceMargin", maintenanceMargin);
        Checks.time("at", at);
    }
}
