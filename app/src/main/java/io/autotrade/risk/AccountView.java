package io.autotrade.risk;

import io.autotrade.bus.TradingState;
import io.autotrade.config.TradingConfig;
import io.autotrade.portfolio.Portfolio;

/**
 * The part of a verdict's input that does not depend on a proposal: what the limits of the whole account are held
 * against.
 */
public record AccountView(
        Portfolio portfolio,
        RiskHistory history,
        GateInput.PendingExposure pending,
        TradingState state,
        TradingConfig config) {

    static AccountView of(GateInput input) {
        return new AccountView(input.portfolio(), input.history(), input.pending(), input.state(), input.config());
    }
}
