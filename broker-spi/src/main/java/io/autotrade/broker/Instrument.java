package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be traded and in which steps, already converted to base asset and quote currency.
 *
 * @param quantityStep smallest change of a quantity, base asset
 * @param minQuantity smallest order, base asset
 * @param maxMarketQuantity largest single market order, base asset; null when there is none
 * @param maxLimitQuantity largest single limit order, base asset; null when there is none
 * @param priceStep smallest change of a price
 * @param minNotional smallest order value in quote currency; zero when there is none
 * @param maxLeverage ceiling of the venue, at least 1
 * @param maintenanceMarginRate fraction of the notional; null when the venue does not tell
 * @param fundingInterval time between fundings; null when there is no funding
 */
public record Instrument(
        Symbol symbol,
        String baseCurrency,
        String quoteCurrency,
        String settleCurrency,
        BigDecimal quantityStep,
        BigDecimal minQuantity,
        @Nullable BigDecimal maxMarketQuantity,
        @Nullable BigDecimal maxLimitQuantity,
        BigDecimal priceStep,
        BigDecimal minNotional,
        BigDecimal maxLeverage,
        @Nullable BigDecimal maintenanceMarginRate,
        @Nullable Duration fundingInterval,
        State state) {

    /** Whether orders are taken now. */
    public enum State {
        LIVE,
        /** Only post-only orders and cancels are taken. */
        POST_ONLY,
        /** Nothing is taken. */
        SUSPENDED
    }

    public Instrument {
        Checks.present("symbol", symbol);
        Checks.present("baseCurrency", baseCurrency);
        Checks.present("quoteCurrency", quoteCurrency);
        Checks.present("settleCurrency", settleCurrency);
        Checks.present("state", state);
        Checks.plausibleOrNull("maxMarketQuantity", maxMarketQuantity);
        Checks.plausibleOrNull("maxLimitQuantity", maxLimitQuantity);
        Checks.plausibleOrNull("maintenanceMarginRate", maintenanceMarginRate);
        Checks.positive("quantityStep", quantityStep);
        Checks.positive("minQuantity", minQuantity);
        Checks.positive("priceStep", priceStep);
        Checks.notNegative("minNotional", minNotional);
        Checks.atLeastOne("maxLeverage", maxLeverage);
    }
}
