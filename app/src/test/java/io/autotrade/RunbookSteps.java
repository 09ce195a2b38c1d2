package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.troubled.Trouble;
import io.autotrade.TroubledVenue.Wish;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a person does and sees over HTTP while a venue is in trouble. */
final class RunbookSteps {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final TroubledVenue venue;
    private final RunningService service;
    private Map<String, String> healthy = Map.of();

    RunbookSteps(TroubledVenue venue, RunningService service) throws Exception {
        this.venue = venue;
        this.service = service;
        awaitState("ACTIVE", "");
    }

    /** Has a cycle run to its end. */
    void cycle() throws Exception {
        service.control("/scheduler/trigger");
    }

    /** Something goes wrong at the venue or the market from now on. */
    void fault(String name, String value) throws Exception {
        healthy = MonitoringRules.scrape(service);
        Trouble.order(name, value);
    }

    /** The model says so from now on. */
    void model(Wish wish) throws Exception {
        healthy = MonitoringRules.scrape(service);
        venue.wish(wish);
    }

    /** Runs cycles until the state is that, for that reason; an empty reason is for a state without any. */
    JsonObject awaitState(String state, String reason) throws Exception {
        long until = System.nanoTime() + PATIENCE;
        JsonObject risk = service.get("/risk");
        while (!is(risk, state, reason)) {
            assertThat(System.nanoTime())
                    .as("state " + state + " for '" + reason + "', but it is " + risk.getString("state") + " "
                            + risk.getJsonArray("reasons"))
                    .isLessThan(until);
            cycle();
            risk = service.get("/risk");
        }
        return risk;
    }

    private static boolean is(JsonObject risk, String state, String reason) {
        JsonArray reasons = risk.getJsonArray("reasons");
        return risk.getString("state").equals(state)
                && (reason.isEmpty()
                        ? reasons.isEmpty()
                        : reasons.stream().anyMatch(text -> ((String) text).startsWith(reason + ":")));
    }

    /** A fault that restricts trading as long as it lasts, and is told. */
    void passing(String fault, String value, AlertCode reason, String... rules) throws Exception {
        fault(fault, value);
        awaitState("REDUCING", reason.code());
        alerted(reason, Severity.CRITICAL);
        for (String rule : rules) {
            fires(rule);
        }
        Trouble.end(fault);
        awaitState("ACTIVE", "");
    }

    /** Runs cycles until an alert was told on the bus, and finds it over HTTP. */
    void alerted(AlertCode code, Severity severity) throws Exception {
        long until = System.nanoTime() + PATIENCE;
        while (service.told().stream().noneMatch(event -> is(event, code, severity))) {
            assertThat(System.nanoTime()).as("told of " + code).isLessThan(until);
            cycle();
        }
        assertThat(service.get("/alerts?limit=1000").getJsonArray("items").encode())
                .contains("\"" + code.code() + "\"");
    }

    private static boolean is(JsonObject event, AlertCode code, Severity severity) {
        JsonObject payload = event.getJsonObject("payload");
        return event.getString("type").equals("alert")
                && payload.getString("code").equals(code.code())
                && payload.getString("severity").equalsIgnoreCase(severity.name());
    }

    /** Waits until the monitoring rule fires, compared with how it was before the newest fault. */
    void fires(String rule) throws Exception {
        MonitoringRules.awaitFires(service, rule, healthy, this::cycle);
    }

    /** Has the model say something until it has led to so many fills, counted from the start. */
    void trade(Wish wish, int fills) throws Exception {
        venue.wish(wish);
        filled(fills);
        venue.wish(Wish.NOTHING);
    }

    /** Runs cycles until there are so many fills. */
    void filled(int fills) throws Exception {
        long until = System.nanoTime() + PATIENCE;
        while (service.get("/fills?limit=100").getJsonArray("items").size() < fills) {
            assertThat(System.nanoTime()).as(fills + " fills").isLessThan(until);
            cycle();
        }
    }

    JsonArray positions() throws Exception {
        return service.get("/positions").getJsonArray("items");
    }

    /** A person lets trading go on, which is refused while the venue has not confirmed a stop. */
    void rearm() throws Exception {
        long until = System.nanoTime() + PATIENCE;
        HttpResponse<String> answer = service.control("/control/rearm");
        while (answer.statusCode() != 200) {
            assertThat(System.nanoTime()).as(answer.body()).isLessThan(until);
            service.nextEvent();
            answer = service.control("/control/rearm");
        }
    }

    /** A person orders something, and it is done. */
    JsonObject order(String path) throws Exception {
        HttpResponse<String> answer = service.control(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }
}
