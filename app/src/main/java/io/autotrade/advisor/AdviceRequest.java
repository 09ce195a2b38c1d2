package io.autotrade.advisor;

import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.TradingState;
import io.autotrade.config.TradingConfig;
import io.autotrade.market.MarketView;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.RiskHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything an advisor may look at.
 *
 * @param number of the cycle
 * @param pendingOrders entry orders that are not final
 * @param recentFills newest last
 * @param recentTrades newest last
 * @param rules learned rules in force
 * @param budget how long the answer may take, wall time
 * @param startedAt when the service started, for the session section of the prompt
 * @param sharpe of the account so far, annualised; null while there are too few returns to tell
 */
public record AdviceRequest(
        String cycleId,
        long number,
        MarketView market,
        Portfolio portfolio,
        RiskHistory history,
        TradingState state,
        TradingConfig config,
        List<OrderIntended> pendingOrders,
        List<FillRecorded> recentFills,
        List<OutcomeRecorded> recentTrades,
        List<RuleChanged> rules,
        Duration budget,
        Instant startedAt,
        @Nullable BigDecimal sharpe) {

    public AdviceRequest {
        pendingOrders = List.copyOf(pendingOrders);
        recentFills = List.copyOf(recentFills);
        recentTrades = List.copyOf(recentTrades);
        rules = List.copyOf(rules);
    }
}
