package io.autotrade.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.Control;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The evaluation schedule and the runtime mode. */
final class SchedulerOperations {

    private final ControlBus bus;

    SchedulerOperations(ControlBus bus) {
        this.bus = bus;
    }

    Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("getScheduler", this::status),
                Map.entry("getSchedulerMetrics", this::status),
                Map.entry("pauseScheduler", call -> change(Control.SCHEDULER_PAUSE, "paused", call)),
                Map.entry("resumeScheduler", call -> change(Control.SCHEDULER_RESUME, "running", call)),
                Map.entry("actionPause", call -> silently(Control.SCHEDULER_PAUSE, call)),
                Map.entry("actionResume", call -> silently(Control.SCHEDULER_RESUME, call)),
                Map.entry("triggerScheduler", call -> trigger("operator", call)),
                Map.entry("cronTrigger", call -> trigger("cron", call)),
                Map.entry("evaluateNow", this::evaluateNow),
                Map.entry("getRuntimeMode", this::mode),
                Map.entry("setRuntimeMode", this::changeMode));
    }

    private Future<Answer> status(Call call) {
        return bus.ask(Control.SCHEDULER_STATUS).map(scheduler -> Answer.ok(with(scheduler, Trees.object())));
    }

    private Future<Answer> change(String address, String status, Call call) {
        return bus.ask(address, by(call)).map(scheduler -> {
            ObjectNode body = Trees.object();
            body.put("status", status);
            return Answer.ok(with(scheduler, body));
        });
    }

    private Future<Answer> silently(String address, Call call) {
        return bus.ask(address, by(call)).map(scheduler -> new Answer.Empty());
    }

    private Future<Answer> trigger(String trigger, Call call) {
        return run(trigger, call).map(Answer::ok);
    }

    /** What the run was, in both spellings. */
    private Future<ObjectNode> run(String trigger, Call call) {
        return bus.ask(Control.SCHEDULER_TRIGGER, by(call).put("trigger", trigger))
                .map(reply -> {
                    ObjectNode body = Trees.bothSpellings(Trees.of(reply));
                    if (!body.has("skipped")) {
                        body.put("skipped", false);
                    }
                    Trees.orNull(body, "reason");
                    return body;
                });
    }

    private Future<Answer> evaluateNow(Call call) {
        return run("operator", call).map(body -> {
            String at = body.path("triggeredAt").asText();
            String id = body.path("cycle_id").asText("run-" + at);
            body.put("run_id", id).put("runId", id);
            body.put("scheduled_for", at).put("scheduledFor", at);
            return Answer.ok(body);
        });
    }

    private Future<Answer> mode(Call call) {
        return bus.ask(Control.RUNTIME_MODE).map(reply -> modeAnswer(call, reply));
    }

    /** Older clients know the mode alone, and look for it below their own prefix. */
    private static Answer modeAnswer(Call call, JsonObject reply) {
        JsonObject shown = call.internal() ? new JsonObject().put("mode", reply.getString("mode")) : reply;
        return Answer.ok(Trees.of(shown));
    }

    private Future<Answer> changeMode(Call call) {
        JsonObject request = by(call).put("mode", call.body().getString("mode"))
                .put("broker", call.body().getString("broker"))
                .put("positions", call.body().getString("positions"));
        return bus.ask(Control.RUNTIME_MODE, request).map(reply -> modeAnswer(call, reply));
    }

    private static JsonObject by(Call call) {
        return new JsonObject().put("by", call.principal().name());
    }

    private static ObjectNode with(JsonObject scheduler, ObjectNode body) {
        body.set("scheduler", Trees.bothSpellings(Trees.of(scheduler)));
        return body;
    }
}
