package io.autotrade.portfolio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.EventJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Open positions as JSON: the fields of the wire contract and all else that is known. */
public final class PositionsJson {

    private PositionsJson() {}

    /** {@code {items: [...]}}, by symbol. */
    public static ObjectNode of(Portfolio portfolio) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        json.set("items", items(portfolio, portfolio.at()));
        return json;
    }

    static ArrayNode items(Portfolio portfolio, Instant now) {
        ArrayNode items = EventJson.mapper().createArrayNode();
        portfolio.positions().values().forEach(position -> items.add(position(position, now)));
        return items;
    }

    private static ObjectNode position(OpenPosition position, Instant now) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        json.put("symbol", position.symbol().value());
        Exact.put(json, "quantity", position.quantity());
        Exact.put(json, "entryPrice", position.entryPrice());
        Exact.put(json, "markPrice", position.markPrice());
        Exact.put(json, "pnl", position.unrealizedPnl());
        Exact.put(json, "pnlPct", SnapshotJson.percentOf(position.unrealizedPnl(), position.cost()));
        Exact.put(json, "leverage", position.leverage());
        Exact.put(json, "confidence", position.confidence() == null ? BigDecimal.ZERO : position.confidence());
        json.set("exitPlan", exitPlan(position));
        json.put("side", side(position.side()));
        json.put("confidenceMissing", position.confidence() == null);
        json.put("stopLossMissing", position.stopPrice() == null);
        json.put("profitTargetMissing", position.targetPrice() == null);
        json.put("stopVerifiedAt", text(position.stopVerifiedAt()));
        json.put(
                "protectionId",
                position.protectionId() == null ? null : position.protectionId().value());
        Exact.put(json, "liquidationPrice", position.liquidationPrice());
        Exact.put(json, "liquidationDistancePct", liquidationDistance(position));
        Exact.put(json, "notional", position.notional());
        Exact.put(json, "cost", position.cost());
        Exact.put(json, "margin", position.margin());
        Exact.put(json, "fees", position.fees());
        Exact.put(json, "funding", position.funding());
        Exact.put(json, "risk", risk(position));
        json.put("decisionId", position.decisionId());
        json.put("entryRationale", position.entryRationale());
        json.put("openedAt", position.openedAt().toString());
        json.put(
                "ageSeconds",
                Math.max(0, Duration.between(position.openedAt(), now).toSeconds()));
        return json;
    }

    private static ObjectNode exitPlan(OpenPosition position) {
        ObjectNode plan = EventJson.mapper().createObjectNode();
        BigDecimal mark = position.markPrice();
        Exact.put(plan, "profitTarget", position.targetPrice() == null ? mark : position.targetPrice());
        Exact.put(plan, "stopLoss", position.stopPrice() == null ? mark : position.stopPrice());
        plan.put("invalidation", position.invalidation());
        return plan;
    }

    /**
     * What is lost, against the entry, when the stop is hit; negative where the stop secures a gain; null without a
     * stop.
     */
    private static @Nullable BigDecimal risk(OpenPosition position) {
        if (position.stopPrice() == null) {
            return null;
        }
        BigDecimal atStop = position.quantity().multiply(position.stopPrice());
        BigDecimal loss = position.cost().subtract(atStop);
        return position.side() == PositionSide.LONG ? loss : loss.negate();
    }

    private static @Nullable BigDecimal liquidationDistance(OpenPosition position) {
        return position.liquidationPrice() == null
                ? null
                : SnapshotJson.percentOf(
                        position.markPrice()
                                .subtract(position.liquidationPrice())
                                .abs(),
                        position.markPrice());
    }

    static String side(PositionSide side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
