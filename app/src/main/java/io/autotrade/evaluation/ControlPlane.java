package io.autotrade.evaluation;

import io.autotrade.broker.Environment;
import io.autotrade.bus.Control;
import io.autotrade.bus.TradingState;
import io.autotrade.execution.KillSwitch;
import io.autotrade.execution.StopReport;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of {@link Control} that concern the running evaluation. */
public final class ControlPlane {

    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    /** File in the data directory that halts trading while it is there; with the word flatten it also closes. */
    public static final String HALT_FILE = "HALT";

    private final EventBus bus;
    private final Supplier<Evaluation> current;
    private final Views views;
    private final List<MessageConsumer<JsonObject>> consumers = new ArrayList<>();

    public ControlPlane(EventBus bus, Supplier<Evaluation> current, Views views) {
        this.bus = bus;
        this.current = current;
        this.views = views;
    }

    /** Begins to answer. */
    public void open() {
        answer(Control.SCHEDULER_STATUS, request -> Future.succeededFuture(scheduler()));
        answer(
                Control.SCHEDULER_PAUSE,
                request -> evaluation().scheduler().pause(by(request)).map(done -> scheduler()));
        answer(
                Control.SCHEDULER_RESUME,
                request -> evaluation().scheduler().resume(by(request)).map(done -> scheduler()));
        answer(Control.SCHEDULER_TRIGGER, this::trigger);
        answer(Control.PORTFOLIO, request -> Future.succeededFuture(views.portfolio()));
        answer(Control.POSITIONS, request -> Future.succeededFuture(views.positions()));
        answer(Control.PORTFOLIO_SYNC, this::sync);
        answer(Control.PRICES, request -> Future.succeededFuture(views.prices()));
        answer(Control.MARKET_UPDATE, request -> Future.succeededFuture(views.marketUpdate()));
        answer(Control.INDICATORS, request -> Future.succeededFuture(views.indicators(text(request, "symbol"))));
        answer(
                Control.CANDLES,
                request -> views.candles(
                        text(request, "symbol"),
                        text(request, "timeframe"),
                        request.getInteger("limit", 200),
                        request.getBoolean("indicators", false)));
        answer(Control.BASELINES, views::baselines);
        answer(Control.RISK, request -> Future.succeededFuture(views.risk()));
        answer(Control.REDUCE, request -> act(request, KillSwitch::reduce));
        answer(Control.HALT, request -> act(request, KillSwitch::halt));
        answer(Control.FLATTEN, request -> act(request, KillSwitch::flatten));
        answer(Control.REARM, this::rearm);
        answer(Control.DRILL, this::drill);
        LiveTrading live = evaluation().parts().live();
        answer(Control.LIVE, request -> Future.succeededFuture(live.status()));
        answer(Control.LIVE_APPROVE, live::approve);
        answer(Control.LIVE_REVOKE, live::revoke);
        answer(Control.RULES, evaluation().parts().feedback()::rules);
        answer(
                Control.CALIBRATION,
                request ->
                        Future.succeededFuture(evaluation().parts().feedback().calibration()));
        answer(Control.ORDER_LATENCY, request -> Future.succeededFuture(views.orderLatency()));
    }

    /** Answers no more. */
    public Future<Void> close() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .mapEmpty();
    }

    /** Registers one more request, for parts of the service that are wired elsewhere. */
    public void answer(String address, Function<JsonObject, Future<JsonObject>> handler) {
        consumers.add(bus.localConsumer(address, message -> handle(message, handler)));
    }

    static void handle(Message<JsonObject> message, Function<JsonObject, Future<JsonObject>> handler) {
        Future<JsonObject> reply;
        try {
            reply = handler.apply(message.body());
        } catch (RuntimeException e) {
            reply = Future.failedFuture(e);
        }
        reply.onComplete(message::reply, failure -> {
            if (failure instanceof ControlFailure refused) {
                message.fail(refused.status(), refused.getMessage());
            } else {
                String id = UUID.randomUUID().toString().substring(0, 8);
                LOG.error("request {} failed [{}]", message.address(), id, failure);
                message.fail(500, "the service could not do this; the log has it under " + id);
            }
        });
    }

    private Future<JsonObject> trigger(JsonObject request) {
        String asked = SchedulerJson.time(evaluation().wallClock().instant());
        return evaluation()
                .scheduler()
                .trigger(request.getString("trigger", "operator"))
                .map(triggered -> new JsonObject()
                        .put("triggered_at", asked)
                        .put("skipped", triggered.result() == null)
                        .put("reason", triggered.reason())
                        .put(
                                "success",
                                triggered.result() != null && triggered.result().success())
                        .put(
                                "cycle_id",
                                triggered.result() == null
                                        ? null
                                        : triggered.result().cycleId())
                        .put("scheduler", scheduler()));
    }

    private Future<JsonObject> sync(JsonObject request) {
        return evaluation()
                .onDesk(() -> {
                    var report = evaluation().desk().reconciler().run();
                    if (!report.complete()) {
                        throw new ControlFailure(503, "the broker did not answer: " + report.failure());
                    }
                    return views.observe();
                })
                .map(done -> views.portfolio());
    }

    @FunctionalInterface
    private interface Action {
        StopReport run(KillSwitch killSwitch, String by, String reason);
    }

    private Future<JsonObject> act(JsonObject request, Action action) {
        String reason = Objects.toString(request.getString("reason"), "");
        return evaluation()
                .onDesk(() -> action.run(evaluation().desk().killSwitch(), by(request), reason))
                .map(this::stopped);
    }

    private JsonObject stopped(StopReport report) {
        JsonArray steps = new JsonArray();
        for (StopReport.Step step : report.steps()) {
            steps.add(new JsonObject()
                    .put("kind", step.kind().name().toLowerCase(Locale.ROOT))
                    .put("at", step.at().toString())
                    .put(
                            "venue_at",
                            step.venueAt() == null ? null : step.venueAt().toString())
                    .put("text", step.text()));
        }
        return evaluation()
                .states()
                .stateJson()
                .put("confirmed", report.confirmed())
                .put("steps", steps)
                .put("actions", new JsonArray(report.actions()));
    }

    /** The kill switch tried out, then released; never with real money. */
    private Future<JsonObject> drill(JsonObject request) {
        if (evaluation().desk().venue().environment() == Environment.LIVE) {
            throw new ControlFailure(409, "a drill is for paper and demo accounts; this one is real money");
        }
        if (evaluation().desk().books().tradingState() != TradingState.ACTIVE) {
            throw new ControlFailure(409, "a drill needs trading to be ACTIVE, so that it ends as it began");
        }
        boolean flatten = request.getBoolean("flatten", false);
        return act(
                        request,
                        (killSwitch, by, reason) -> flatten
                                ? killSwitch.flatten(by, "drill " + reason)
                                : killSwitch.halt(by, "drill " + reason))
                .compose(report -> rearm(request)
                        .map(state ->
                                report.mergeIn(state.put("drill", true).put("actions", report.getValue("actions")))));
    }

    private Future<JsonObject> rearm(JsonObject request) {
        if (Files.exists(evaluation().parts().config().get().store().dataDir().resolve(HALT_FILE))) {
            throw new ControlFailure(
                    409, "the file " + HALT_FILE + " in the data directory halts trading; remove it first");
        }
        String reason = Objects.toString(request.getString("reason"), "");
        return evaluation()
                .onDesk(() -> {
                    if (evaluation().desk().killSwitch().pending()) {
                        throw new ControlFailure(
                                409, "the venue has not confirmed the last stop yet; it is being repeated");
                    }
                    return evaluation()
                            .states()
                            .rearm(
                                    evaluation().feed(),
                                    evaluation().parts().config().get().trading(),
                                    by(request),
                                    reason);
                })
                .map(wanted -> evaluation()
                        .states()
                        .stateJson()
                        .put("actions", new JsonArray().add("re-armed by " + by(request))));
    }

    private JsonObject scheduler() {
        return SchedulerJson.of(
                evaluation().scheduler(), evaluation().desk().books().schedule());
    }

    private static String by(JsonObject request) {
        return Objects.toString(request.getString("by"), "operator");
    }

    private static String text(JsonObject request, String key) {
        String value = request.getString(key);
        if (value == null || value.isBlank()) {
            throw new ControlFailure(400, key + " is required");
        }
        return value;
    }

    private Evaluation evaluation() {
        return current.get();
    }
}
