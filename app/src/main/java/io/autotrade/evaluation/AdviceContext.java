package io.autotrade.evaluation;

import io.autotrade.broker.Liquidity;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import io.autotrade.config.TradingConfig;
import io.autotrade.execution.Books;
import io.autotrade.portfolio.Ledger;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What an advisor is told beside market and books. */
final class AdviceContext {

    /**
     * Assumed until the account's own fills show the rate: five basis points, the usual base rate of perpetual swaps.
     */
    private static final BigDecimal ASSUMED_TAKER_RATE = new BigDecimal("0.0005");

    private final Books books;
    private final Feedback feedback;

    AdviceContext(Books books, Feedback feedback) {
        this.books = books;
        this.feedback = feedback;
    }

    List<OutcomeRecorded> recentTrades(TradingConfig config) {
        List<OutcomeRecorded> closed = books.withLedger(Ledger::closedPositions);
        int from = Math.max(0, closed.size() - config.llm().maxHistoryTrades());
        return closed.subList(from, closed.size());
    }

    List<RuleChanged> rules(TradingConfig config) {
        return config.llm().feedbackEnabled() ? feedback.inForce(config.llm().maxRulesInPrompt()) : List.of();
    }

    /** Highest rate the latest taker fills were charged, for judging reward against risk. */
    BigDecimal takerFeeRate() {
        return books.recentFills().stream()
                .filter(fill ->
                        fill.liquidity() == Liquidity.TAKER && fill.fee().signum() > 0)
                .map(AdviceContext::rate)
                .max(BigDecimal::compareTo)
                .orElse(ASSUMED_TAKER_RATE);
    }

    private static BigDecimal rate(FillRecorded fill) {
        return fill.fee().divide(fill.quantity().multiply(fill.price()), MathContext.DECIMAL32);
    }
}
