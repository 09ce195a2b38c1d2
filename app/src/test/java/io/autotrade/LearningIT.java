package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.advisor.llm.ModelServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model trades a recorded market: what became of it is remembered, its lessons become rules that it is shown, and
 * nothing of that is lost by a restart.
 */
@Timeout(240)
class LearningIT {

    private static final int BARS = 400;

    @TempDir
    private Path home;

    private String configuration(ModelServer model) throws Exception {
        return Recording.of(home, BARS).replace("trading:", """
                trading:
                  advisor: llm
                  llm: {provider: local, model: trader-1, base_url: "%s"}""".formatted(model.baseUrl()));
    }

    private static JsonObject payload(JsonObject event) {
        return event.getJsonObject("payload");
    }

    private static boolean is(JsonObject event, String type) {
        return event.getString("type").equals(type);
    }

    @Test
    void learnsRulesItIsThenShownAndKeepsWhatItLearnedOverARestart() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (ModelServer model = ModelServer.start(vertx).then(new RecordedTrader(0, 0))) {
            List<JsonObject> before = new ArrayList<>();
            String rule;
            try (RunningService service = RunningService.start(home, configuration(model))) {
                service.await(event -> is(event, "counterfactual"));
                service.await(event -> is(event, "outcome")
                        && !payload(event).getJsonArray("ruleIds").isEmpty());
                comeToRest(service);
                rule = assertLearned(service);
                assertMeasured(service);
                assertUndoneRemembered(service);
                assertThat(service.control("/rules/" + rule + "/pin").statusCode())
                        .isEqualTo(200);
                service.await(event -> is(event, "rule") && payload(event).getBoolean("pinned"));
                before.addAll(learned(service));
            }
            assertThat(model.calls())
                    .as("the rule was shown to the model as data")
                    .anyMatch(call -> call.lastMessage().contains("## Learned rules")
                            && call.lastMessage().contains(RecordedTrader.LESSON));

            try (RunningService service = RunningService.start(home, configuration(model))) {
                assertThat(learned(service)).isEqualTo(before);
                assertThat(service.control("/rules/nothing/pin").statusCode()).isEqualTo(404);
                JsonObject retired = new JsonObject(
                        service.control("/rules/" + rule + "/retire").body());
                assertThat(retired.getString("status")).isEqualTo("retired");
                assertThat(retired.getBoolean("pinned")).isFalse();
            }
        } finally {
            vertx.close().await();
        }
    }

    /** No cycle runs, nothing is held, and every closed trade was looked at: from here on nothing changes by itself. */
    private static void comeToRest(RunningService service) throws Exception {
        service.control("/scheduler/pause");
        service.await(event ->
                is(event, "scheduler") && payload(event).getString("change").equals("paused"));
        service.await(event -> count(service, "cycle_start") == count(service, "cycle_end"));
        service.control("/control/flatten");
        service.await(event -> held(service).signum() == 0
                && count(service, "outcome") == flats(service)
                && count(service, "critique") == count(service, "outcome"));
    }

    private static long count(RunningService service, String type) {
        return service.told().stream().filter(event -> is(event, type)).count();
    }

    private static List<BigDecimal> holdings(RunningService service) {
        List<BigDecimal> after = new ArrayList<>();
        BigDecimal held = BigDecimal.ZERO;
        for (JsonObject event : service.told()) {
            if (is(event, "fill")) {
                BigDecimal quantity = new BigDecimal(payload(event).getString("quantityExact"));
                held = payload(event).getString("side").equals("buy") ? held.add(quantity) : held.subtract(quantity);
                after.add(held);
            }
        }
        return after;
    }

    private static BigDecimal held(RunningService service) {
        List<BigDecimal> after = holdings(service);
        return after.isEmpty() ? BigDecimal.ZERO : after.getLast();
    }

    private static long flats(RunningService service) {
        return holdings(service).stream().filter(held -> held.signum() == 0).count();
    }

    private static List<JsonObject> learned(RunningService service) throws Exception {
        return List.of(service.get("/rules"), service.get("/calibration"), service.get("/outcomes?limit=1000"));
    }

    private static String assertLearned(RunningService service) throws Exception {
        JsonObject rule = service.get("/rules").getJsonArray("items").getJsonObject(0);
        assertThat(rule.getString("text")).isEqualTo(RecordedTrader.LESSON);
        assertThat(rule.getString("status")).isEqualTo("active");
        assertThat(rule.getJsonArray("learnedFrom")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(rule.getInteger("tradesWith")).isPositive();
        assertThat(rule.getInteger("tradesWithout")).isGreaterThanOrEqualTo(3);
        assertThat(rule.getInteger("applied")).isGreaterThanOrEqualTo(rule.getInteger("tradesWith"));
        JsonArray outcomes = service.get("/outcomes?limit=1000").getJsonArray("items");
        assertThat(outcomes.stream()
                        .map(item -> ((JsonObject) item).getString("openedByDecision"))
                        .toList())
                .containsAll(rule.getJsonArray("learnedFrom").stream()
                        .map(String.class::cast)
                        .toList());
        return rule.getString("ruleId");
    }

    /** The score, done anew from the list of outcomes. */
    private static void assertMeasured(RunningService service) throws Exception {
        JsonArray outcomes = service.get("/outcomes?limit=1000").getJsonArray("items");
        BigDecimal squares = BigDecimal.ZERO;
        for (Object item : outcomes) {
            JsonObject outcome = (JsonObject) item;
            BigDecimal result =
                    new BigDecimal(outcome.getString("netPnlExact")).signum() > 0 ? BigDecimal.ONE : BigDecimal.ZERO;
            squares = squares.add(new BigDecimal(outcome.getString("confidenceExact"))
                    .subtract(result)
                    .pow(2));
        }
        JsonObject score = service.get("/calibration").getJsonArray("items").getJsonObject(0);
        assertThat(score.getString("model")).isEqualTo("trader-1");
        assertThat(score.getString("promptVersion")).startsWith("decision-v1-");
        assertThat(score.getInteger("trades")).isEqualTo(outcomes.size());
        BigDecimal mean = squares.divide(BigDecimal.valueOf(outcomes.size()), MathContext.DECIMAL32);
        assertThat(BigDecimal.valueOf(score.getDouble("brier"))).isEqualByComparingTo(mean);
        JsonArray bins = score.getJsonArray("bins");
        String metrics = service.call("GET", "/metrics", "").body();
        for (Object item : bins) {
            JsonObject bin = (JsonObject) item;
            assertThat(metrics)
                    .contains("autotrade_calibration_trades{confidence=\"" + bin.getDouble("from")
                            + "\",model=\"trader-1\",prompt=\"" + score.getString("promptVersion") + "\"} "
                            + bin.getDouble("trades"));
        }
    }

    private static void assertUndoneRemembered(RunningService service) throws Exception {
        JsonObject seen = service.journal().stream()
                .filter(event -> is(event, "counterfactual"))
                .findFirst()
                .map(LearningIT::payload)
                .orElseThrow();
        assertThat(seen.getString("symbol")).isEqualTo("ETH-USDT-SWAP");
        assertThat(service.get("/decisions/" + seen.getString("decisionId"))
                        .getJsonObject("decision")
                        .getJsonArray("counterfactuals"))
                .isNotEmpty();
    }
}
