package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.advisor.llm.ModelServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A model trades, the service learns, and everything it decided can be made again from the record. */
@Timeout(240)
class DecisionRecordIT {

    private static final String RULE = "Avoid buying when RSI7 is above 80";
    private static final String STAY_OUT =
            "{\"symbol\":\"ETH-USDT-SWAP\",\"action\":\"NO_ENTRY\",\"confidence\":0.5,\"rationale\":\"flat\"}";
    private static final Pattern LAST = Pattern.compile("price: last ([0-9.]+)");

    @TempDir
    private Path home;

    private final AtomicInteger asked = new AtomicInteger();
    private Vertx vertx;
    private ModelServer model;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        model = ModelServer.start(vertx).then(this::answer);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** Buys and closes by turns, and sees the same lesson in every trade. */
    private void answer(HttpServerRequest request, JsonObject body) {
        JsonArray messages = body.getJsonArray("messages");
        String system = messages.getJsonObject(0).getString("content");
        ModelServer.Reply reply = system.startsWith("You review")
                ? ModelServer.says("It was bought into an overbought market.")
                : system.startsWith("You turn")
                        ? ModelServer.says("Rule: " + RULE)
                        : ModelServer.says(decision(messages.getJsonObject(1).getString("content")));
        reply.answer(request, body);
    }

    private String decision(String prompt) {
        if (asked.incrementAndGet() % 2 == 0) {
            return "{\"decisions\":[{\"symbol\":\"BTC-USDT-SWAP\",\"action\":\"CLOSE\",\"confidence\":0.7,"
                    + "\"rationale\":\"enough\"}," + STAY_OUT + "]}";
        }
        Matcher matcher = LAST.matcher(prompt);
        assertThat(matcher.find()).isTrue();
        BigDecimal last = new BigDecimal(matcher.group(1));
        return "{\"decisions\":[{\"symbol\":\"BTC-USDT-SWAP\",\"action\":\"BUY\",\"size_pct\":5,\"leverage\":2,"
                + "\"confidence\":0.7,\"stop_loss\":" + times(last, "0.97") + ",\"take_profit\":" + times(last, "1.09")
                + ",\"rationale\":\"trend\"}," + STAY_OUT + ",{\"symbol\":\"PEPE-USDT\",\"action\":\"BUY\"}]}";
    }

    private static String times(BigDecimal price, String factor) {
        return price.multiply(new BigDecimal(factor))
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private String configuration() {
        return """
                trading:
                  symbols: [BTC-USDT-SWAP, ETH-USDT-SWAP]
                  advisor: llm
                  llm: {base_url: "%s", model: test-model}
                  risk: {cooldown_minutes: 0, loss_streak_pause: 0, max_orders_per_hour: 60, drawdown_pause_pct: 50}
                market: {source: simulated, simulated: {speed: max, seed: 1, start: "2026-01-01T06:00:00Z"}}
                """.formatted(model.baseUrl());
    }

    private static Predicate<JsonObject> of(String type, Predicate<JsonObject> payload) {
        return event -> event.getString("type").equals(type) && payload.test(event.getJsonObject("payload"));
    }

    private String command(int code, String... args) {
        StringWriter out = new StringWriter();
        CommandLine line = Autotrade.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--conf";
        all[args.length + 1] = home.resolve("conf/autotrade.yaml").toString();

        int exit = line.execute(all);

        assertThat(exit).as(out.toString()).isEqualTo(code);
        return out.toString();
    }

    @Test
    void learnsFromTradesAndMakesEveryDecisionAgainFromTheRecord() throws Exception {
        String rules;
        String calibration;
        try (RunningService service = RunningService.start(home, configuration())) {
            service.await(of("rule", rule -> rule.getString("status").equals("active")));
            service.await(of(
                    "advice",
                    advice -> !advice.getJsonArray("ruleIds", new JsonArray()).isEmpty()));
            service.awaitType("counterfactual");
            assertThat(service.control("/scheduler/pause").statusCode()).isEqualTo(200);

            assertThat(model.calls())
                    .as("the rule in the prompt")
                    .anyMatch(call -> call.lastMessage().contains("[entry, effectiveness")
                            && call.lastMessage().contains(RULE));
            assertThat(service.get("/outcomes").getJsonArray("items")).hasSizeGreaterThanOrEqualTo(3);
            JsonObject rule = service.get("/rules").getJsonArray("items").getJsonObject(0);
            assertThat(rule.getString("text")).isEqualTo(RULE);
            assertThat(rule.getJsonArray("learnedFrom").size()).isGreaterThanOrEqualTo(3);
            assertThat(service.control("/rules/" + rule.getString("ruleId") + "/pin")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(service.control("/rules/nope/pin").statusCode()).isEqualTo(404);

            String opened = service.get("/outcomes")
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("openedByDecision");
            JsonObject dossier = service.get("/decisions/" + opened).getJsonObject("decision");
            assertThat(dossier.getJsonObject("marketView")
                            .getJsonObject("symbols")
                            .fieldNames())
                    .containsExactly("BTC-USDT-SWAP", "ETH-USDT-SWAP");
            assertThat(command(0, "explain", opened))
                    .contains("BUY BTC-USDT-SWAP")
                    .contains("verdict    ACCEPTED")
                    .contains(" cached) + ")
                    .contains("accepted BTC-USDT-SWAP")
                    .doesNotContain("\u001b")
                    .contains("pass  confidence")
                    .contains("outcome    ")
                    .contains("test-model");
            JsonObject again = service.get("/decisions/" + opened + "/replay");
            assertThat(again.getString("cycleId")).isEqualTo(dossier.getString("cycleId"));
            assertThat(again.getInteger("replies")).isEqualTo(1);
            assertThat(again.getInteger("verdicts")).isEqualTo(2);
            assertThat(again.getJsonArray("differences")).isEmpty();
            assertThat(command(0, "replay", "--all")).contains(" 0 differences").doesNotContain("0 replies");
            assertThat(command(1, "replay", "no-such-cycle")).contains("no cycle 'no-such-cycle'");
            assertThat(command(1, "explain", "no-such-decision")).contains("no decision 'no-such-decision'");
            rules = service.get("/rules").encode();
            calibration = service.get("/calibration").encode();
            assertThat(calibration).contains("test-model").contains("brier");
        }
        try (RunningService service = RunningService.start(home, configuration())) {
            assertThat(service.get("/rules").encode()).isEqualTo(rules);
            assertThat(service.get("/calibration").encode()).isEqualTo(calibration);
        }
    }
}
