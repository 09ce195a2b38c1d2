package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.Control;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Health, status, trading state, plugins, configuration, metrics, the contract itself. */
final class SystemOperations {

    private final ControlBus bus;
    private final Contract contract;
    private final Supplier<String> scrape;
    private final InstantSource clock;
    private final String version;
    private final BooleanSupplier open;

    /** @param open whether a caller without a token may see more than whether the service works */
    SystemOperations(
            ControlBus bus,
            Contract contract,
            Supplier<String> scrape,
            InstantSource clock,
            String version,
            BooleanSupplier open) {
        this.bus = bus;
        this.contract = contract;
        this.scrape = scrape;
        this.clock = clock;
        this.version = version;
        this.open = open;
    }

    Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("getHealthz", call -> health(call).map(Answer::ok)),
                Map.entry("getReadyz", this::ready),
                Map.entry("getSafez", this::safe),
                Map.entry("getHealth", this::serviceHealth),
                Map.entry("getStatus", this::status),
                Map.entry("getSession", SystemOperations::session),
                Map.entry("getRisk", call -> passOn(Control.RISK)),
                Map.entry("reduce", call -> control(Control.REDUCE, call)),
                Map.entry("halt", call -> control(Control.HALT, call)),
                Map.entry("flatten", call -> control(Control.FLATTEN, call)),
                Map.entry("rearm", call -> control(Control.REARM, call)),
                Map.entry("drill", call -> control(Control.DRILL, call)),
                Map.entry("getLive", call -> passOn(Control.LIVE)),
                Map.entry("approveLive", call -> control(Control.LIVE_APPROVE, call)),
                Map.entry("revokeLive", call -> control(Control.LIVE_REVOKE, call)),
                Map.entry(
                        "listPlugins",
                        call -> bus.ask(Control.PLUGINS).map(reply -> Answer.ok(Trees.wholeList(reply)))),
                Map.entry("getConfig", call -> passOn(Control.CONFIG_VIEW)),
                Map.entry("getOpenApi", call -> Future.succeededFuture(Answer.ok(contract.served()))),
                Map.entry("getPrometheusMetrics", this::metrics));
    }

    private Future<Answer> passOn(String address) {
        return bus.ask(address).map(reply -> Answer.ok(Trees.of(reply)));
    }

    private Future<Answer> control(String address, Call call) {
        String reason = call.body().getString("reason", "");
        JsonObject request =
                call.body().copy().put("by", call.principal().name()).put("reason", reason);
        return bus.ask(address, request).map(reply -> Answer.ok(Trees.of(reply)));
    }

    private Future<Answer> metrics(Call call) {
        String text = scrape.get();
        return Future.succeededFuture(new Answer.Text("text/plain; version=0.0.4; charset=utf-8", text));
    }

    /** Whom the service takes the caller for, so that a screen offers what will be allowed. */
    private static Future<Answer> session(Call call) {
        Principal principal = call.principal();
        ObjectNode body = Trees.object();
        body.put("name", principal.name());
        body.put("role", principal.role().name().toLowerCase(Locale.ROOT));
        body.put("proven", principal.proven());
        return Future.succeededFuture(Answer.ok(body));
    }

    private Future<Answer> status(Call call) {
        return bus.ask(Control.STATUS).map(reply -> {
            ObjectNode body = Trees.of(reply);
            body.put("service", PortfolioOperations.SERVICE);
            body.put("version", version);
            ObjectNode tagged = Trees.object().setAll(body);
            body.put("time", clock.instant().toString());
            return Answer.ok(body, tagged);
        });
    }

    private Future<Answer> ready(Call call) {
        return health(call).map(body -> {
            boolean degraded = body.path("status").asText().equals("degraded");
            int status = degraded && call.query("strict", false) ? 503 : 200;
            return new Answer.Json(status, body, null);
        });
    }

    /** Whether new exposure is allowed; the reasons are those of the light on the dashboard. */
    private Future<Answer> safe(Call call) {
        JsonObject silent = new JsonObject().put("not_safe_because", new JsonArray().add("starting"));
        return bus.ask(Control.STATUS).otherwise(silent).map(status -> {
            boolean safe = status.getBoolean("safe_to_trade", false);
            ObjectNode body = Trees.object();
            body.put("safe_to_trade", safe);
            body.put("state", status.getString("state", ""));
            body.set(
                    "reasons",
                    detailed(call)
                            ? Trees.ofValue(status.getValue("not_safe_because", new JsonArray()))
                            : Trees.array());
            return new Answer.Json(safe ? 200 : 503, body, null);
        });
    }

    private boolean detailed(Call call) {
        return open.getAsBoolean() || call.principal().proven();
    }

    private Future<Answer> serviceHealth(Call call) {
        return health(call).map(health -> {
            ObjectNode body = Trees.object();
            body.put("service", PortfolioOperations.SERVICE);
            body.put("status", health.path("status").asText());
            body.put("time", clock.instant().toString());
            body.put("version", version);
            body.set("python", health);
            return Answer.ok(body);
        });
    }

    /** Never fails: what does not answer is part of the answer. */
    private Future<ObjectNode> health(Call call) {
        Future<JsonObject> status = bus.ask(Control.STATUS)
                .otherwise(new JsonObject().put("ready", false).put("reasons", new JsonArray().add("starting")));
        Future<JsonObject> scheduler = bus.ask(Control.SCHEDULER_STATUS).otherwise(new JsonObject());
        return Future.all(status, scheduler).map(both -> health(status.result(), scheduler.result(), detailed(call)));
    }

    private static ObjectNode health(JsonObject status, JsonObject scheduler, boolean detailed) {
        ObjectNode body = Trees.object();
        JsonNode advisor = Trees.ofValue(status.getValue("advisor_status"));
        String state = advisor.path("state").asText("up");
        boolean decides = !state.equals("down") && !state.equals("budget");
        body.put("status", status.getBoolean("ready", false) && decides ? "ok" : "degraded");
        body.put("role", status.getString("role", "starting"));
        ObjectNode cache = body.putObject("redis");
        cache.put("alive", delivers(status));
        cache.putNull("latency_ms");
        ObjectNode schedulers = body.putObject("schedulers");
        schedulers.put("mode", "single");
        schedulers.set("default", detailed ? Trees.bothSpellings(Trees.of(scheduler)) : Trees.object());
        body.set("reasons", detailed ? Trees.ofValue(status.getValue("reasons", new JsonArray())) : Trees.array());
        body.putObject("components").set("advisor", advisor(advisor, state, detailed));
        return body;
    }

    /** {status, detail, cure}; the built-in rules always work. */
    private static ObjectNode advisor(JsonNode told, String state, boolean detailed) {
        ObjectNode advisor = Trees.object();
        advisor.put("status", state.equals("up") || state.equals("unknown") ? "ok" : "degraded");
        advisor.put("detail", detailed ? told.path("message").asText("") : "");
        advisor.put("cure", detailed ? told.path("cure").asText("") : "");
        return advisor;
    }

    private static boolean delivers(JsonObject status) {
        String state = Trees.ofValue(status.getValue("feed")).path("state").asText();
        return state.equals("UP") || state.equals("RESET");
    }
}
