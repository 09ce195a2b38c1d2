package io.autotrade;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.BrokerHandOver;
import io.autotrade.bus.BrokerHandOver.Step;
import io.autotrade.bus.DomainEvent;
import io.autotrade.evaluation.ControlFailure;
import io.autotrade.evaluation.RuntimeMode;
import io.autotrade.execution.Departure.OpenPositions;
import io.autotrade.execution.HandOverRefused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which broker trades, and the way from one to another: one hand-over at a time. Safe from any thread. */
final class Brokers {

    private static final Logger LOG = LoggerFactory.getLogger(Brokers.class);
    private static final long AGAIN_MILLIS = 1_000;

    private final Foundation foundation;
    private final Desks desks;
    private final AtomicReference<ActiveBroker> active;
    private final AtomicReference<@Nullable Future<?>> running = new AtomicReference<>();
    private volatile boolean stopping;

    Brokers(Foundation foundation, Desks desks, ActiveBroker first) {
        this.foundation = foundation;
        this.desks = desks;
        this.active = new AtomicReference<>(first);
    }

    ActiveBroker active() {
        return active.get();
    }

    /** Journals what a start has found about an earlier hand-over, and that it does not trade what is configured. */
    void tellOfTheStart() {
        String trading = active().provider().id();
        String configured = foundation.config().get().trading().brokerType();
        List<DomainEvent> found = new ArrayList<>();
        foundation.books().handOver().filter(last -> !last.ended()).ifPresent(last -> {
            String why = "the service was stopped in the middle of it";
            found.add(new BrokerHandOver(
                    last.handOverId(),
                    Step.FAILED,
                    last.from(),
                    last.to(),
                    configured,
                    List.of(why),
                    last.by(),
                    now()));
            found.add(alert(last.to(), why));
        });
        if (!trading.equals(configured)) {
            found.add(AlertCode.BROKER_KEPT.raised(
                    AlertRaised.Severity.WARNING,
                    "the configuration names broker " + configured + "; the account of " + trading
                            + " goes on as before. Change it with a hand-over",
                    null,
                    now()));
        }
        active().desk().facts().record(found);
    }

    private Instant now() {
        return active().desk().clock().instant();
    }

    /** A changed configuration names another broker. */
    void configured(String brokerId) {
        if (!brokerId.equals(active().provider().id())) {
            start(brokerId, OpenPositions.FLAT, "file")
                    .onFailure(e -> LOG.error("the configured broker does not trade: {}", e.getMessage()));
        }
    }

    /**
     * Answers runtime-mode: {} tells the mode, {mode, broker, positions, by} changes it.
     *
     * @throws ControlFailure 400 when it cannot be done, 422 when the request contradicts itself
     */
    Future<JsonObject> runtimeMode(JsonObject request) {
        RuntimeMode now = RuntimeMode.of(active().provider().environment());
        String wanted = request.getString("mode");
        String named = request.getString("broker");
        if (wanted == null || (wanted.equals(now.wireName()) && named == null)) {
            return Future.succeededFuture(mode());
        }
        RuntimeMode mode = RuntimeMode.named(wanted)
                .orElseThrow(
                        () -> new ControlFailure(422, "mode '" + wanted + "' is not one of simulator, paper, live"));
        String broker = named == null ? mode.brokerId() : named;
        BrokerProvider provider = provider(broker);
        if (RuntimeMode.of(provider.environment()) != mode) {
            throw new ControlFailure(
                    422,
                    "broker " + broker + " is of mode "
                            + RuntimeMode.of(provider.environment()).wireName() + ", not " + wanted);
        }
        if (provider.equals(active().provider())) {
            return Future.succeededFuture(mode());
        }
        return start(
                        broker,
                        positions(Objects.requireNonNullElse(request.getString("positions"), "flat")),
                        request.getString("by", "operator"))
                .map(done -> mode());
    }

    private static OpenPositions positions(String text) {
        try {
            return OpenPositions.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ControlFailure(422, "positions '" + text + "' is not one of flat, close, adopt");
        }
    }

    private BrokerProvider provider(String broker) {
        try {
            return foundation.plugins().broker(broker);
        } catch (IllegalArgumentException e) {
            throw new ControlFailure(400, String.valueOf(e.getMessage()));
        }
    }

    /** {mode, broker, hand_over}. */
    private JsonObject mode() {
        return new JsonObject()
                .put("mode", RuntimeMode.of(active().provider().environment()).wireName())
                .put("broker", active().provider().id())
                .put("hand_over", handOver());
    }

    /** The last step of the last hand-over; null when there was none. */
    @Nullable
    JsonObject handOver() {
        return foundation
                .books()
                .handOver()
                .map(step -> new JsonObject()
                        .put("id", step.handOverId())
                        .put("step", step.step().name().toLowerCase(Locale.ROOT))
                        .put("from", step.from())
                        .put("to", step.to())
                        .put("by", step.by())
                        .put("at", step.at().toString())
                        .put("detail", new JsonArray(step.detail())))
                .orElse(null);
    }

    private Future<Void> start(String brokerId, OpenPositions positions, String by) {
        Promise<Void> promise = Promise.promise();
        if (stopping || !running.compareAndSet(null, promise.future())) {
            return Future.failedFuture(
                    new ControlFailure(400, stopping ? "the service is stopping" : "another hand-over is under way"));
        }
        Thread.ofPlatform().daemon().name("autotrade-hand-over").start(() -> {
            try {
                handOver(new HandOver.Wanted(provider(brokerId), positions, by));
                running.set(null);
                promise.complete();
            } catch (HandOverRefused e) {
                running.set(null);
                promise.fail(new ControlFailure(400, String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                running.set(null);
                active().desk().facts().record(List.of(alert(brokerId, String.valueOf(e.getMessage()))));
                promise.fail(e);
            }
        });
        return promise.future();
    }

    private AlertRaised alert(String brokerId, String why) {
        return AlertCode.HAND_OVER_FAILED.raised(
                AlertRaised.Severity.WARNING,
                active().provider().id() + " trades on; " + brokerId + " did not take over: " + why,
                null,
                now());
    }

    private void handOver(HandOver.Wanted wanted) {
        HandOver handOver = new HandOver(foundation, desks, active(), wanted, () -> stopping);
        try {
            ActiveBroker next = handOver.run();
            begin(next);
            handOver.tellOfTheEnd();
            handOver.closeOld();
        } catch (HandOver.Reopened e) {
            begin(e.again());
            handOver.closeOld();
            throw new HandOverRefused(String.valueOf(e.getMessage()));
        }
    }

    /** The journal names this broker now, so its evaluation must begin, however often that takes. */
    private void begin(ActiveBroker next) {
        while (!stopping) {
            try {
                next.evaluate();
                active.set(next);
                foundation.plugins().taken(next.provider());
                next.evaluation().handingOver(null).await();
                return;
            } catch (RuntimeException e) {
                LOG.error(
                        "the evaluation of {} cannot begin yet: {}",
                        next.provider().id(),
                        e.getMessage());
                foundation.vertx().timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).await();
            }
        }
        active.set(next);
    }

    /** Starts no hand-over any more; completes when the one under way has ended. */
    Future<?> stop() {
        stopping = true;
        Future<?> under = running.get();
        return under == null
                ? Future.succeededFuture()
                : under.timeout(2, TimeUnit.SECONDS).otherwiseEmpty();
    }
}
