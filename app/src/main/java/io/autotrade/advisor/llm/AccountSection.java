package io.autotrade.advisor.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.advisor.AdviceRequest;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.OrderIntended;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.portfolio.Portfolio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account part of the prompt: money, open positions one JSON object a line, pending orders, recent fills. */
final class AccountSection {

    private static final int MAX_FILLS = 10;
    private static final int MAX_REASON = 300;

    private AccountSection() {}

    static String render(AdviceRequest request) {
        Portfolio p = request.portfolio();
        Instant now = request.market().at();
        StringBuilder out = new StringBuilder(1024);
        BigDecimal paidIn = p.startingCash().add(p.transfers());
        out.append("## Account (").append(p.currency()).append(")\n");
        out.append("- account value: ").append(Shown.money(p.equity())).append('\n');
        out.append("- cash: ").append(Shown.money(p.cash())).append(", not held as margin: ");
        out.append(Shown.money(p.availableCash())).append(", margin: ").append(Shown.money(p.margin()));
        out.append(", gross exposure: ").append(Shown.money(p.grossExposure())).append('\n');
        out.append("- return: ")
                .append(Shown.percentOf(p.equity().subtract(paidIn), paidIn))
                .append(", Sharpe ratio (annualised): ")
                .append(Shown.ratio(request.sharpe()))
                .append(", drawdown from peak: ")
                .append(Shown.number(p.drawdownPct()))
                .append(" %\n");
        out.append("- unrealised: ").append(Shown.money(p.unrealizedPnl())).append(", realised: ");
        out.append(Shown.money(p.realizedPnl())).append(", fees paid: ").append(Shown.money(p.fees()));
        out.append(", funding received: ").append(Shown.money(p.funding())).append('\n');
        out.append("\nOpen positions:").append(p.positions().isEmpty() ? " none\n" : "\n");
        p.positions()
                .values()
                .forEach(position -> out.append(position(position, now)).append('\n'));
        orders(request.pendingOrders(), now, out);
        fills(request.recentFills(), now, out);
        return out.toString().stripTrailing();
    }

    private static String position(OpenPosition p, Instant now) {
        ObjectNode node = EventJson.mapper().createObjectNode();
        node.put("symbol", p.symbol().value());
        node.put("side", p.side().name());
        node.put("quantity", plain(p.quantity()));
        node.put("entry_price", plain(p.entryPrice()));
        node.put("current_price", plain(p.markPrice()));
        node.put("liquidation_price", plain(p.liquidationPrice()));
        node.put("unrealized_pnl", cents(p.unrealizedPnl()));
        node.put("leverage", plain(p.leverage()));
        ObjectNode exit = node.putObject("exit_plan");
        exit.put("profit_target", plain(p.targetPrice()));
        exit.put("stop_loss", plain(p.stopPrice()));
        exit.put("stop_at_venue", p.stopVerifiedAt() != null);
        exit.put("invalidation_condition", data(p.invalidation()));
        node.put("confidence", plain(p.confidence()));
        node.put("risk_usd", riskAtStop(p));
        node.put("notional_usd", cents(p.notional()));
        node.put("fees_usd", cents(p.fees()));
        node.put("funding_usd", cents(p.funding()));
        node.put("age_minutes", Math.max(0, Duration.between(p.openedAt(), now).toMinutes()));
        node.put("entry_reason", data(p.entryRationale()));
        return node.toString();
    }

    /**
     * What is lost against the entry price when the stop is hit; negative: what is won even then. Null without a stop.
     */
    static @Nullable BigDecimal riskAtStop(OpenPosition p) {
        BigDecimal stop = p.stopPrice();
        return stop == null
                ? null
                : cents(p.entryPrice()
                        .subtract(stop)
                        .multiply(p.quantity())
                        .multiply(BigDecimal.valueOf(p.side().sign())));
    }

    private static void orders(List<OrderIntended> orders, Instant now, StringBuilder out) {
        out.append("\nPending orders:").append(orders.isEmpty() ? " none\n" : "\n");
        for (OrderIntended order : orders) {
            out.append("- ")
                    .append(order.symbol())
                    .append(' ')
                    .append(order.side())
                    .append(' ');
            out.append(order.orderType()).append(", quantity ").append(Shown.number(order.quantity()));
            out.append(", limit price ").append(order.limitPrice() == null ? "none" : Shown.number(order.limitPrice()));
            out.append(", age ").append(Shown.age(order.at(), now)).append('\n');
        }
    }

    private static void fills(List<FillRecorded> fills, Instant now, StringBuilder out) {
        List<FillRecorded> last = fills.subList(Math.max(0, fills.size() - MAX_FILLS), fills.size());
        out.append("\nRecent fills, newest last:").append(last.isEmpty() ? " none\n" : "\n");
        for (FillRecorded fill : last) {
            out.append("- ")
                    .append(fill.symbol())
                    .append(' ')
                    .append(fill.side())
                    .append(' ');
            out.append(Shown.number(fill.quantity())).append(" at ").append(Shown.number(fill.price()));
            out.append(", fee ").append(Shown.number(fill.fee())).append(' ').append(fill.feeCurrency());
            out.append(", ").append(Shown.age(fill.at(), now)).append(" ago\n");
        }
    }

    private static @Nullable String data(String text) {
        return text.isBlank() ? null : Shown.data(text, MAX_REASON);
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
        return value == null ? null : new BigDecimal(Shown.number(value));
    }

    private static BigDecimal cents(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_UP);
    }
}
