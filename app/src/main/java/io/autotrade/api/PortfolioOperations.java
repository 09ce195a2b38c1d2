package io.autotrade.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.Control;
import io.autotrade.journal.Projections;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The books: snapshot, forced read, positions, equity curve. */
final class PortfolioOperations {

    static final String SERVICE = "autotrade-service";

    /** Prices move the snapshot; nobody sees a difference of less. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final ControlBus bus;
    private final Projections projections;
    private final DecisionOperations decisions;
    private final InstantSource clock;
    private final Consumer<ObjectNode> broadcast;
    private final Recent<Answer> snapshots;
    private final Recent<Answer> internalSnapshots;

    /**
     * @param lastSeq number of the newest journal entry that the books have
     * @param broadcast told the snapshot, with decisions, after a forced read
     */
    PortfolioOperations(
            ControlBus bus,
            Projections projections,
            DecisionOperations decisions,
            InstantSource clock,
            LongSupplier lastSeq,
            Consumer<ObjectNode> broadcast) {
        this.bus = bus;
        this.projections = projections;
        this.decisions = decisions;
        this.clock = clock;
        this.broadcast = broadcast;
        this.snapshots = new Recent<>(MOMENT, lastSeq, clock);
        this.internalSnapshots = new Recent<>(MOMENT, lastSeq, clock);
    }

    Map<String, Operation> operations() {
        return Map.of(
                "getPortfolio", this::portfolio,
                "syncPortfolio", this::sync,
                "listPositions", this::positions,
                "getPortfolioHistory", this::history,
                "getBaselines", this::baselines,
                "getHistoryOfPortfolio", this::historyOf);
    }

    private Future<Answer> portfolio(Call call) {
        boolean internal = call.internal();
        return (internal ? internalSnapshots : snapshots)
                .get(() -> bus.ask(Control.PORTFOLIO)
                        .compose(snapshot -> snapshot(snapshot, internal))
                        .map(snapshot -> Responder.rendered(answer(snapshot, Trees.object()))));
    }

    private Future<Answer> sync(Call call) {
        boolean wanted = call.query("broadcast", true);
        return bus.ask(Control.PORTFOLIO_SYNC).compose(fresh -> {
            snapshots.forget();
            internalSnapshots.forget();
            if (wanted) {
                withDecisions(Trees.of(fresh)).onSuccess(broadcast::accept);
            }
            return snapshot(fresh, call.internal()).map(snapshot -> {
                ObjectNode body = Trees.object();
                body.put("broadcast", wanted);
                return answer(snapshot, body);
            });
        });
    }

    /** The snapshot with the newest decisions, as the sockets push it. */
    Future<ObjectNode> withDecisions() {
        return bus.ask(Control.PORTFOLIO).compose(snapshot -> withDecisions(Trees.of(snapshot)));
    }

    private Future<ObjectNode> withDecisions(ObjectNode snapshot) {
        return decisions.newest().map(items -> {
            snapshot.set("decisions", items);
            return snapshot;
        });
    }

    /**
     * The two prefixes differ here alone: the dashboard wants no decisions, the gateway had them and few names for the
     * mode.
     */
    private Future<ObjectNode> snapshot(JsonObject reply, boolean internal) {
        ObjectNode node = Trees.of(reply);
        String mode = node.path("mode").asText();
        node.put("modeName", mode);
        if (internal) {
            return Future.succeededFuture(node);
        }
        boolean live = mode.toLowerCase(Locale.ROOT).contains("live");
        node.put("mode", live ? "Live trading" : "Paper trading");
        return withDecisions(node);
    }

    private Answer.Json answer(ObjectNode snapshot, ObjectNode body) {
        snapshot.put("service", SERVICE);
        ObjectNode tagged = Trees.object().setAll(snapshot);
        snapshot.put("generatedAt", clock.instant().toString());
        body.set("portfolio", snapshot);
        return new Answer.Json(200, body, tagged);
    }

    private Future<Answer> positions(Call call) {
        return bus.ask(Control.POSITIONS).map(reply -> Answer.ok(Trees.wholeList(reply)));
    }

    private Future<Answer> historyOf(Call call) {
        String wanted = call.path("portfolioId");
        return bus.ask(Control.PORTFOLIO).compose(snapshot -> {
            String id = snapshot.getString("portfolioId");
            return wanted.equals(id)
                    ? history(call)
                    : Future.failedFuture(JournalOperations.unknown("portfolio", wanted));
        });
    }

    private Future<Answer> history(Call call) {
        Duration back = Duration.ofDays(call.query("days", 7));
        return marketNow()
                .compose(now -> projections.equity(now.minus(back), call.query("points", 1000)))
                .map(marks -> {
                    ArrayNode points = Trees.array();
                    marks.forEach(mark -> points.add(JournalJson.history(mark)));
                    ObjectNode body = Trees.object();
                    body.set("history", points);
                    return Answer.ok(body);
                });
    }

    private Future<Answer> baselines(Call call) {
        Duration back = Duration.ofDays(call.query("days", 7));
        int points = call.query("points", 500);
        return marketNow()
                .compose(now -> bus.ask(
                        Control.BASELINES,
                        new JsonObject().put("from", now.minus(back).toString()).put("points", points)))
                .map(reply -> Answer.ok(Trees.wholeList(reply)));
    }

    /**
     * Days are counted on the clock of the market, which in a recorded or simulated one is not that on the wall. While
     * nobody knows its time there is no answer: days of another clock would show an account without a past.
     */
    private Future<Instant> marketNow() {
        return bus.ask(Control.STATUS).map(status -> {
            String text = status.getString("market_time");
            return text == null ? clock.instant() : Instant.parse(text);
        });
    }
}
