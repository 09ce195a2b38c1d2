package io.autotrade.simulated.broker;

import io.autotrade.simulated.Schemas;
import io.autotrade.simulated.Settings;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;

/**
 * Terms of the account. All rates are fractions.
 *
 * @param startingCash cash of a new account, settlement currency
 * @param slippage by which a taker's price is worse than the best price
 * @param slippageVariation 0 to 1: by which part of itself the slippage varies from fill to fill
 * @param seed of that variation
 * @param liquidationFee of the notional of a forced close
 * @param defaultLeverage of a symbol whose leverage was never set
 * @param maxLeverage ceiling over that of the instrument
 */
record Terms(
        BigDecimal startingCash,
        BigDecimal takerFee,
        BigDecimal makerFee,
        BigDecimal slippage,
        BigDecimal slippageVariation,
        long seed,
        BigDecimal maintenanceMarginRate,
        BigDecimal liquidationFee,
        BigDecimal defaultLeverage,
        BigDecimal maxLeverage) {

    static final String SECTION = "simulated";

    /**
     * Reads the section.
     *
     * @throws IllegalArgumentException naming key, value and what is allowed
     */
    static Terms from(JsonObject section) {
        Settings settings = new Settings(SECTION, section);
        Terms terms = new Terms(
                settings.decimal("starting_cash", "10000", "0.01", "1000000000000"),
                settings.bps("taker_fee_bps", "5", "1000"),
                settings.bps("maker_fee_bps", "2", "1000"),
                settings.bps("slippage_bps", "5", "1000"),
                settings.decimal("slippage_variation", "0", "0", "1"),
                settings.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                settings.decimal("maintenance_margin_rate", "0.005", "0", "0.5"),
                settings.bps("liquidation_fee_bps", "20", "1000"),
                settings.decimal("default_leverage", "1", "1", "125"),
                settings.decimal("max_leverage", "100", "1", "125"));
        if (terms.defaultLeverage.compareTo(terms.maxLeverage) > 0) {
            throw settings.invalid("default_leverage", terms.defaultLeverage, "at most max_leverage");
        }
        return terms;
    }

    static JsonObject schema() {
        return Schemas.object()
                .number(
                        "starting_cash",
                        10_000,
                        0.01,
                        1_000_000_000_000L,
                        "Cash of a new account, in its settlement currency. An account that exists keeps its cash.")
                .number(
                        "taker_fee_bps",
                        5,
                        0,
                        1000,
                        "Fee of a fill that takes liquidity, basis points of the notional.")
                .number("maker_fee_bps", 2, 0, 1000, "Fee of a fill of a resting order, basis points of the notional.")
                .number(
                        "slippage_bps",
                        5,
                        0,
                        1000,
                        "By how much a taker's price is worse than best bid or ask, basis points.")
                .number(
                        "slippage_variation",
                        0,
                        0,
                        1,
                        "Part of the slippage that varies from fill to fill: 0 none, 1 from nothing to twice the slippage.")
                .whole(
                        "seed",
                        1,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        "Seed of the variation; the same seed gives the same fills.")
                .number(
                        "maintenance_margin_rate",
                        0.005,
                        0,
                        0.5,
                        "Fraction of the notional below which equity must not fall; else positions are liquidated.")
                .number("liquidation_fee_bps", 20, 0, 1000, "Fee of a liquidation, basis points of the notional.")
                .number("default_leverage", 1, 1, 125, "Leverage of a symbol whose leverage was never set.")
                .number("max_leverage", 100, 1, 125, "Largest leverage; an instrument may allow less.")
                .build();
    }
}
