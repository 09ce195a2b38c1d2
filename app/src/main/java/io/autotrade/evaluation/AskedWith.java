package io.autotrade.evaluation;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.TradingState;
import io.autotrade.config.TradingConfig;
import io.autotrade.market.MarketView;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.RiskHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an advisor knew beside the market view, as it is kept with a cycle: enough to make the decisions of the built-in
 * rules again. What only a prompt shows is kept as the prompt.
 *
 * @param config without anything about models, see {@link TradingConfig#withoutModels}
 * @param reducing whether exits are taken from the built-in rules when no model answers
 */
record AskedWith(
        String cycleId,
        long number,
        Portfolio portfolio,
        RiskHistory history,
        TradingState state,
        TradingConfig config,
        List<OrderIntended> pendingOrders,
        boolean reducing) {

    AskedWith {
        pendingOrders = List.copyOf(pendingOrders);
    }

    static AskedWith of(AdviceRequest request) {
        return new AskedWith(
                request.cycleId(),
                request.number(),
                request.portfolio(),
                request.history(),
                request.state(),
                request.config().withoutModels(),
                request.pendingOrders(),
                request.config().llm().reducingWhenDown());
    }

    /** The request again, as far as the built-in rules look at it. */
    AdviceRequest request(MarketView market) {
        return new AdviceRequest(
                cycleId,
                number,
                market,
                portfolio,
                history,
                state,
                config,
                pendingOrders,
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO,
                Instant.EPOCH,
                null);
    }
}
