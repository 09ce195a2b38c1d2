package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.journal.Projections.DecisionChain;
import io.autotrade.journal.Projections.DecisionView;
import io.autotrade.journal.Projections.OrderView;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the journal holds, in the shapes of the contract. */
final class JournalJson {

    /** Texts of an advice that are long and seldom looked at. */
    private static final List<String> PROMPTS = List.of("systemPrompt", "userPayload", "chainOfThought", "reply");

    private JournalJson() {}

    /** An event as in the feed, with its time under {@code ts} too. */
    static ObjectNode event(DomainEvent event) {
        ObjectNode node = EventJson.publicPayload(event);
        node.put("ts", event.at().toString());
        return node;
    }

    /**
     * A decision in the shape the dashboards know, with all that was proposed beside it.
     *
     * @param prompts whether prompt texts are given; empty texts otherwise
     * @param window the evaluation interval, which is what a decision looks at
     */
    static ObjectNode decision(DecisionView view, boolean prompts, Duration window) {
        ObjectNode node = EventJson.publicPayload(view.decision());
        node.put("id", view.decision().decision().decisionId());
        node.put("createdAt", view.decision().at().toString());
        zeroWhenNull(node, "sizePct");
        zeroWhenNull(node, "confidence");
        AdviceReceived advice = view.advice();
        String tools = advice == null || !prompts ? null : advice.toolPayloadJson();
        node.put("toolPayloadJson", tools);
        ObjectNode prompt = node.putObject("prompt");
        prompt.put("systemPrompt", advice == null || !prompts ? "" : advice.systemPrompt());
        prompt.put("userPayload", advice == null || !prompts ? "" : advice.userPayload());
        prompt.put("chainOfThought", advice == null || !prompts ? "" : advice.chainOfThought());
        ArrayNode invalidations = prompt.putArray("invalidations");
        String invalidation = view.decision().decision().invalidation();
        if (!invalidation.isBlank()) {
            invalidations.add(invalidation);
        }
        prompt.put("observationWindow", window.toString());
        prompt.put("toolPayload", tools);
        node.set("verdict", verdict(view.verdict()));
        return node;
    }

    /** An event whose prompt texts are empty, with everything else that was recorded; returns the same node. */
    static ObjectNode withoutPrompts(ObjectNode message) {
        if (message.path("payload") instanceof ObjectNode payload) {
            PROMPTS.stream().filter(payload::has).forEach(name -> payload.put(name, ""));
            if (payload.has("toolPayloadJson")) {
                payload.putNull("toolPayloadJson");
            }
        }
        return message;
    }

    private static void zeroWhenNull(ObjectNode node, String name) {
        if (node.path(name).isNull()) {
            node.put(name, BigDecimal.ZERO);
        }
    }

    private static JsonNode verdict(@Nullable VerdictGiven verdict) {
        if (verdict == null) {
            return Trees.ofValue(null);
        }
        ObjectNode node = event(verdict);
        node.remove(List.of("cycleId", "decisionId", "symbol", "action", "at"));
        return node;
    }

    /** A decision with everything that belongs to it. */
    static ObjectNode chain(DecisionChain chain, Duration window) {
        ObjectNode node = decision(chain.decision(), true, window);
        AdviceReceived advice = chain.decision().advice();
        node.put("reply", advice == null ? null : advice.reply());
        node.set("inputs", inputs(advice));
        ArrayNode orders = node.putArray("orders");
        chain.orders().forEach(order -> orders.add(order(order)));
        addAll(node.putArray("fills"), chain.fills());
        addAll(node.putArray("outcomes"), chain.outcomes());
        addAll(node.putArray("counterfactuals"), chain.counterfactuals());
        node.set("cost", cost(advice));
        return node;
    }

    private static void addAll(ArrayNode list, List<? extends DomainEvent> events) {
        events.forEach(event -> list.add(event(event)));
    }

    /** How the advice came about; texts that have a place of their own are left out. */
    private static JsonNode inputs(@Nullable AdviceReceived advice) {
        if (advice == null) {
            return Trees.ofValue(null);
        }
        ObjectNode node = event(advice);
        node.remove(List.of("systemPrompt", "userPayload", "chainOfThought", "reply", "toolPayloadJson", "at"));
        return node;
    }

    /** Model calls serve a whole cycle, so the cost is that of all its decisions together. */
    private static JsonNode cost(@Nullable AdviceReceived advice) {
        if (advice == null) {
            return Trees.ofValue(null);
        }
        ObjectNode node = Trees.object();
        Trees.put(node, "usd", advice.costUsd());
        node.put("promptTokens", advice.promptTokens());
        node.put("cachedPromptTokens", advice.cachedPromptTokens());
        node.put("completionTokens", advice.completionTokens());
        node.put("per", "cycle");
        return node;
    }

    /** An order: what was intended, what became of it, and each step with its time. */
    static ObjectNode order(OrderView view) {
        OrderIntended intent = view.intent();
        OrderChanged latest = view.latest();
        ObjectNode node = Trees.object();
        if (latest != null) {
            node.setAll(EventJson.publicPayload(latest));
        }
        if (intent != null) {
            node.setAll(EventJson.publicPayload(intent));
        }
        if (latest == null) {
            unsent(node);
        } else {
            // A close of everything is intended without a quantity; the venue tells it later.
            if (node.path("quantity").isNull() && latest.quantity() != null) {
                Trees.put(node, "quantity", latest.quantity());
            }
            if (node.path("decisionId").isNull()) {
                node.put("decisionId", latest.decisionId());
            }
        }
        DomainEvent first = intent != null
                ? intent
                : view.timeline().isEmpty() ? latest : view.timeline().getFirst();
        node.remove("at");
        node.put("createdAt", first == null ? null : first.at().toString());
        node.put(
                "updatedAt",
                latest == null ? node.path("createdAt").asText() : latest.at().toString());
        node.set("timeline", timeline(view));
        return node;
    }

    private static void unsent(ObjectNode node) {
        node.put("state", "intended");
        Trees.put(node, "filledQuantity", BigDecimal.ZERO);
        node.putNull("averagePrice");
        node.putNull("venueOrderId");
        node.put("origin", "service");
        node.put("venueCode", "");
        node.put("detail", "");
    }

    private static ArrayNode timeline(OrderView view) {
        ArrayNode steps = Trees.array();
        if (view.intent() != null) {
            ObjectNode step = steps.addObject();
            step.put("state", "intended").put("ts", view.intent().at().toString());
            Trees.put(step, "filledQuantity", BigDecimal.ZERO);
            step.put("detail", view.intent().reason());
        }
        for (OrderChanged change : view.timeline()) {
            ObjectNode step = event(change);
            step.remove(List.of(
                    "clientOrderId", "decisionId", "symbol", "side", "quantity", "quantityExact", "origin", "at"));
            steps.add(step);
        }
        return steps;
    }

    /**
     * A point of the equity curve. Cash is what is not bound as margin, as in the snapshot, so that cash and the value
     * of positions add up to equity.
     */
    static ObjectNode history(PortfolioMarked mark) {
        BigDecimal cash = mark.cash().min(mark.equity()).subtract(mark.margin());
        ObjectNode node = Trees.object();
        node.put("timestamp", mark.at().toString());
        Trees.put(node, "equity", mark.equity());
        Trees.put(node, "cash", cash);
        Trees.put(node, "positionsValue", mark.equity().subtract(cash));
        Trees.put(
                node,
                "totalPnl",
                mark.realizedPnl().subtract(mark.fees()).add(mark.funding()).add(mark.unrealizedPnl()));
        Trees.put(node, "realizedPnl", mark.realizedPnl());
        Trees.put(node, "unrealizedPnl", mark.unrealizedPnl());
        Trees.put(node, "fees", mark.fees());
        Trees.put(node, "funding", mark.funding());
        Trees.put(node, "grossExposure", mark.grossExposure());
        Trees.put(node, "drawdownPct", mark.drawdownPct());
        Trees.put(node, "modelCostUsd", mark.modelCostUsd());
        return node;
    }
}
