package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Control;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.RuleChanged;
import io.autotrade.config.AppConfig;
import io.autotrade.evaluation.RecordedCycles;
import io.autotrade.journal.Journal;
import io.autotrade.journal.Projections;
import io.autotrade.journal.Projections.DecisionChain;
import io.autotrade.journal.Projections.Filter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Decisions, learned rules, calibration. */
final class DecisionOperations {

    /** Decisions that come with a portfolio. */
    private static final int WITH_PORTFOLIO = 30;

    private final Vertx vertx;
    private final Supplier<AppConfig> config;
    private final Journal journal;
    private final Projections projections;
    private final ControlBus bus;

    DecisionOperations(
            Vertx vertx, Supplier<AppConfig> config, Journal journal, Projections projections, ControlBus bus) {
        this.vertx = vertx;
        this.config = config;
        this.journal = journal;
        this.projections = projections;
        this.bus = bus;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "listDecisions", this::list,
                "getDecision", this::one,
                "replayDecision", this::replay,
                "listRules", this::rules,
                "pinRule", call -> changeRule("pin", call),
                "unpinRule", call -> changeRule("unpin", call),
                "retireRule", call -> changeRule("retire", call),
                "getCalibration", this::calibration);
    }

    private Future<Answer> list(Call call) {
        boolean prompts = call.query("prompts", true);
        var window = config.get().trading().evaluationInterval();
        return JournalOperations.readable(
                        call,
                        projections.decisions(
                                JournalOperations.filter(call), call.query("cursor"), JournalOperations.limit(call)))
                .map(page ->
                        Answer.ok(JournalOperations.page(page, view -> JournalJson.decision(view, prompts, window))));
    }

    /** The newest decisions as they come with a portfolio. */
    Future<ArrayNode> newest() {
        var window = config.get().trading().evaluationInterval();
        return projections.decisions(Filter.NONE, null, WITH_PORTFOLIO).map(page -> {
            ArrayNode items = Trees.array();
            page.items().forEach(view -> items.add(JournalJson.decision(view, true, window)));
            return items;
        });
    }

    private Future<Answer> one(Call call) {
        String id = call.path("decisionId");
        var window = config.get().trading().evaluationInterval();
        return projections
                .decision(id)
                .map(found -> found.orElseThrow(() -> JournalOperations.unknown("decision", id)))
                .compose(chain -> marketView(chain).map(view -> {
                    ObjectNode decision = JournalJson.chain(chain, window);
                    decision.set("marketView", view);
                    ObjectNode body = Trees.object();
                    body.set("decision", decision);
                    return Answer.ok(body);
                }));
    }

    /** What the advisor was shown, as stored; null when nothing was, or when it is gone. */
    private Future<JsonNode> marketView(DecisionChain chain) {
        AdviceReceived advice = chain.decision().advice();
        String hash = advice == null ? null : advice.marketViewHash();
        return hash == null
                ? Future.succeededFuture(Trees.ofValue(null))
                : journal.blob(hash)
                        .map(text -> EventJson.read(text, JsonNode.class))
                        .otherwise(Trees.ofValue(null));
    }

    /** The whole cycle of a decision made again from its record; one at a time, for it computes. */
    private Future<Answer> replay(Call call) {
        String id = call.path("decisionId");
        return projections
                .decision(id)
                .map(found -> found.orElseThrow(() -> JournalOperations.unknown("decision", id))
                        .decision()
                        .decision()
                        .cycleId())
                .compose(cycleId -> projections
                        .cycle(cycleId)
                        .compose(this::madeAgain)
                        .map(report -> {
                            ObjectNode body = Trees.object();
                            body.put("cycleId", cycleId);
                            report.properties().forEach(field -> body.set(field.getKey(), field.getValue()));
                            return Answer.ok(body);
                        }));
    }

    private Future<JsonNode> madeAgain(List<JournalEntry> cycle) {
        return RecordedCycles.read(
                        journal, List.of(cycle.stream().map(JournalEntry::event).toList()))
                .compose(again -> vertx.executeBlocking(again::get))
                .map(Trees::ofValue);
    }

    /** As those who measure the rules tell it, or as the journal has it while nobody measures. */
    private Future<Answer> rules(Call call) {
        return bus.ask(Control.RULES, new JsonObject().put("action", "list"))
                .map(Trees::wholeList)
                .recover(failure -> ControlBus.nobodyListens(failure)
                        ? projections.rules().map(DecisionOperations::rules)
                        : Future.failedFuture(failure))
                .map(all -> Answer.ok(page(call, all)));
    }

    private static ObjectNode rules(List<RuleChanged> rules) {
        ArrayNode items = Trees.array();
        rules.forEach(rule -> items.add(JournalJson.event(rule)));
        return Trees.page(items, null);
    }

    /** The cursor is the id of the last rule that was shown: rules stay in their order, newer ones come before it. */
    private static ObjectNode page(Call call, ObjectNode all) {
        String cursor = call.query("cursor");
        int limit = JournalOperations.limit(call);
        ArrayNode page = Trees.array();
        boolean begun = cursor == null;
        String next = null;
        String last = "";
        for (JsonNode rule : all.path("items")) {
            if (begun && page.size() == limit) {
                next = last;
                break;
            }
            last = rule.path("ruleId").asText();
            if (begun) {
                page.add(rule);
            }
            begun |= last.equals(cursor);
        }
        if (!begun) {
            throw Problem.invalid(400, "cursor", String.valueOf(cursor), "next_cursor of the page before");
        }
        return Trees.page(page, next);
    }

    private Future<Answer> changeRule(String action, Call call) {
        JsonObject request = new JsonObject()
                .put("action", action)
                .put("ruleId", call.path("ruleId"))
                .put("by", call.principal().name());
        return bus.ask(Control.RULES, request).map(reply -> Answer.ok(Trees.of(reply)));
    }

    private Future<Answer> calibration(Call call) {
        return bus.ask(Control.CALIBRATION).map(reply -> Answer.ok(Trees.of(reply)));
    }
}
