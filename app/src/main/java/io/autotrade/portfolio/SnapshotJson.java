package io.autotrade.portfolio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.OutcomeRecorded;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The portfolio snapshot of the wire contract. Every amount {@code x} is a number with its exact decimal text beside it
 * as {@code xExact}; times end in {@code Z}. The contract knows no null: where something is unknown its field holds the
 * neutral value the contract gives, and a field beside it says so ({@code stopLossMissing}, {@code confidenceMissing},
 * ...).
 */
public final class SnapshotJson {

    private static final int CLOSED = 50;
    private static final int EVENTS = 20;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private SnapshotJson() {}

    /**
     * What the books cannot know.
     *
     * @param mode words for people, such as {@code Paper Trading (Simulation)}
     * @param lastRunAt end of the last evaluation; null before the first
     * @param nextRunIn time to the next evaluation
     */
    public record Frame(
            String portfolioId,
            boolean automationEnabled,
            String mode,
            @Nullable Instant lastRunAt,
            Duration nextRunIn) {}

    /**
     * @param closed closed positions, oldest first; the last 50 are shown
     * @param trades executions, oldest first; the last 20 are shown
     */
    public static ObjectNode of(
            Portfolio portfolio,
            List<OutcomeRecorded> closed,
            List<Trade> trades,
            Statistics.Figures statistics,
            Frame frame) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        BigDecimal invested = portfolio.startingCash().add(portfolio.transfers());
        BigDecimal totalPnl = portfolio.equity().subtract(invested);
        json.put("portfolioId", frame.portfolioId());
        json.put("automationEnabled", frame.automationEnabled());
        json.put("mode", frame.mode());
        Exact.put(json, "availableCash", portfolio.availableCash());
        Exact.put(json, "equity", portfolio.equity());
        Exact.put(json, "totalPnl", totalPnl);
        Exact.put(json, "pnlPct", percentOf(totalPnl, invested));
        json.put("sharpe", statistics.sharpe() == null ? 0.0 : statistics.sharpe());
        Exact.put(json, "drawdownPct", portfolio.drawdownPct());
        json.put("lastRunAt", frame.lastRunAt() == null ? "" : frame.lastRunAt().toString());
        json.put("nextRunInMinutes", minutes(frame.nextRunIn()));
        json.set("positions", PositionsJson.items(portfolio, portfolio.at()));
        ArrayNode closedJson = json.putArray("closedPositions");
        last(closed, CLOSED).forEach(outcome -> closedJson.add(closedPosition(outcome)));
        ArrayNode eventsJson = json.putArray("events");
        last(trades, EVENTS).forEach(trade -> eventsJson.add(event(trade)));
        putBooks(json, portfolio);
        putStatistics(json.putObject("statistics"), statistics);
        return json;
    }

    /** Accounts traded before this one, each with its own results; nothing of them is in the snapshot's amounts. */
    public static ArrayNode earlierAccounts(List<ClosedAccount> accounts) {
        ArrayNode json = EventJson.mapper().createArrayNode();
        for (ClosedAccount account : accounts) {
            ObjectNode each = EventJson.mapper().valueToTree(account);
            json.add(EventJson.withExact(each));
        }
        return json;
    }

    private static void putBooks(ObjectNode json, Portfolio portfolio) {
        json.put("brokerId", portfolio.brokerId());
        json.put("currency", portfolio.currency());
        json.put("asOf", portfolio.at().toString());
        Exact.put(json, "startingCash", portfolio.startingCash());
        Exact.put(json, "transfers", portfolio.transfers());
        Exact.put(json, "cash", portfolio.cash());
        Exact.put(json, "realizedPnl", portfolio.realizedPnl());
        Exact.put(json, "unrealizedPnl", portfolio.unrealizedPnl());
        Exact.put(json, "fees", portfolio.fees());
        Exact.put(json, "funding", portfolio.funding());
        Exact.put(json, "margin", portfolio.margin());
        Exact.put(json, "grossExposure", portfolio.grossExposure());
        Exact.put(json, "peakEquity", portfolio.peakEquity());
        Exact.put(json, "modelCostUsd", portfolio.modelCostUsd());
    }

    private static void putStatistics(ObjectNode json, Statistics.Figures figures) {
        json.put("sharpe", figures.sharpe());
        json.put("sortino", figures.sortino());
        json.put("hours", figures.hours());
        Exact.put(json, "maxDrawdownPct", figures.maxDrawdownPct());
        json.put("trades", figures.trades());
        json.put("wins", figures.wins());
        json.put("losses", figures.losses());
        Exact.put(json, "winRatePct", figures.winRatePct());
        Exact.put(json, "profitFactor", figures.profitFactor());
        Exact.put(json, "averageWin", figures.averageWin());
        Exact.put(json, "averageLoss", figures.averageLoss());
        Exact.put(json, "expectancy", figures.expectancy());
    }

    private static ObjectNode closedPosition(OutcomeRecorded outcome) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        json.put("symbol", outcome.symbol().value());
        Exact.put(json, "quantity", outcome.quantity());
        Exact.put(json, "entryPrice", outcome.entryPrice());
        Exact.put(json, "exitPrice", outcome.exitPrice());
        json.put("entryTimestamp", outcome.openedAt().toString());
        json.put("exitTimestamp", outcome.at().toString());
        Exact.put(json, "realizedPnl", outcome.netPnl());
        Exact.put(json, "realizedPnlPct", outcome.netPnlPct());
        Exact.put(json, "leverage", outcome.leverage());
        json.put("reason", outcome.reason());
        json.put("id", outcome.outcomeId());
        json.put("side", PositionsJson.side(outcome.side()));
        Exact.put(json, "grossPnl", outcome.grossPnl());
        Exact.put(json, "fees", outcome.fees());
        Exact.put(json, "funding", outcome.funding());
        Exact.put(json, "mae", outcome.mae());
        Exact.put(json, "mfe", outcome.mfe());
        json.put("openedByDecision", outcome.openedByDecision());
        json.put("closedByDecision", outcome.closedByDecision());
        return json;
    }

    private static ObjectNode event(Trade trade) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        json.put("id", "trade-" + trade.id());
        json.put("label", trade.kind() + ' ' + trade.symbol() + " @ $" + price(trade.price()));
        json.put("timestamp", trade.at().toString());
        json.put("kind", trade.kind());
        json.put("symbol", trade.symbol().value());
        Exact.put(json, "quantity", trade.quantity());
        Exact.put(json, "price", trade.price());
        Exact.put(json, "fee", trade.fee());
        Exact.put(json, "realizedPnl", trade.realizedPnl());
        json.put("decisionId", trade.decisionId());
        return json;
    }

    /** Two decimals, more for prices below 1, where two would hide the price. */
    private static String price(BigDecimal price) {
        int decimals = price.compareTo(BigDecimal.ONE) < 0 ? 6 : 2;
        return price.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** 8 decimals; 0 where the whole is not positive. */
    static BigDecimal percentOf(BigDecimal part, BigDecimal whole) {
        return whole.signum() <= 0 ? BigDecimal.ZERO : part.multiply(HUNDRED).divide(whole, 8, RoundingMode.HALF_UP);
    }

    private static BigDecimal minutes(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis())
                .divide(BigDecimal.valueOf(60_000), 2, RoundingMode.HALF_UP)
                .max(BigDecimal.ZERO);
    }

    private static <T> List<T> last(List<T> list, int count) {
        return list.subList(Math.max(0, list.size() - count), list.size());
    }
}
