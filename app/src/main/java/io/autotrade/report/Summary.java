package io.autotrade.report;

import io.autotrade.portfolio.Portfolio;
import io.autotrade.portfolio.Statistics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an account did, in figures. Money in the settlement currency, net of nothing that is not named; percentages of
 * 100.
 *
 * @param from when the account was opened
 * @param to time of the newest event
 * @param paidIn starting cash and transfers
 * @param result equity less what was paid in: net of fees, funding and open losses
 * @param realizedPnl of closed positions before costs
 * @param funding received; negative when paid
 * @param maxDrawdownPct largest loss of equity from a peak, percent of the peak
 * @param trades closed positions
 * @param winRatePct null without a closed position
 * @param profitFactor won by lost; null without a loss
 * @param averageWin null without a win
 * @param averageLoss null without a loss
 * @param hours finished hours the ratios are computed from
 * @param sharpe annualised from hourly returns; null when there are too few
 * @param sortino annualised from hourly returns; null when there are too few
 */
public record Summary(
        Instant from,
        Instant to,
        String currency,
        BigDecimal paidIn,
        BigDecimal equity,
        BigDecimal result,
        BigDecimal resultPct,
        BigDecimal realizedPnl,
        BigDecimal unrealizedPnl,
        BigDecimal fees,
        BigDecimal funding,
        BigDecimal modelCostUsd,
        BigDecimal maxDrawdownPct,
        int trades,
        @Nullable BigDecimal winRatePct,
        @Nullable BigDecimal profitFactor,
        @Nullable BigDecimal averageWin,
        @Nullable BigDecimal averageLoss,
        long hours,
        @Nullable Double sharpe,
        @Nullable Double sortino) {

    private static final int PERCENT_SCALE = 4;

    static Summary of(Portfolio now, Statistics.Figures figures, Instant from, Instant to) {
        BigDecimal paidIn = now.startingCash().add(now.transfers());
        BigDecimal result = now.equity().subtract(paidIn);
        BigDecimal percent = paidIn.signum() <= 0
                ? BigDecimal.ZERO
                : result.movePointRight(2).divide(paidIn, PERCENT_SCALE, RoundingMode.HALF_EVEN);
        return new Summary(
                from,
                to,
                now.currency(),
                paidIn,
                now.equity(),
                result,
                percent,
                now.realizedPnl(),
                now.unrealizedPnl(),
                now.fees(),
                now.funding(),
                now.modelCostUsd(),
                figures.maxDrawdownPct(),
                figures.trades(),
                figures.winRatePct(),
                figures.profitFactor(),
                figures.averageWin(),
                figures.averageLoss(),
                figures.hours(),
                figures.sharpe(),
                figures.sortino());
    }

    /** For people: what, and how much with its unit; in the order to be read. */
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Equity", number(equity) + ' ' + currency);
        lines.put("Paid in", number(paidIn));
        lines.put("Result", number(result) + " (" + number(resultPct) + " %)");
        lines.put("Realised, before costs", number(realizedPnl));
        lines.put("Unrealised", number(unrealizedPnl));
        lines.put("Fees", number(fees));
        lines.put("Funding", number(funding));
        lines.put("Model calls, US dollars", number(modelCostUsd));
        lines.put("Largest drawdown", number(maxDrawdownPct) + " %");
        lines.put("Closed positions", String.valueOf(trades));
        lines.put("Win rate", orNone(winRatePct, " %"));
        lines.put("Profit factor", orNone(profitFactor, ""));
        lines.put("Average win", orNone(averageWin, ""));
        lines.put("Average loss", orNone(averageLoss, ""));
        lines.put("Sharpe, annualised from " + hours + " hourly returns", ratio(sharpe));
        lines.put("Sortino, likewise", ratio(sortino));
        return lines;
    }

    private static String ratio(@Nullable Double value) {
        return value == null ? "too few returns" : number(BigDecimal.valueOf(value));
    }

    private static String orNone(@Nullable BigDecimal value, String unit) {
        return value == null ? "none" : number(value) + unit;
    }

    static String number(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
