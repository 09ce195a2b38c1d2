package io.autotrade.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Environment;
import io.autotrade.bus.Control;
import io.autotrade.config.AppConfig;
import io.autotrade.execution.Books;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.portfolio.PositionsJson;
import io.autotrade.portfolio.SnapshotJson;
import io.autotrade.risk.AccountView;
import io.autotrade.risk.RiskStatusJson;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers the requests of {@link Control} while this instance does not trade: it shows the books as the journal tells
 * them, positions at their last known prices, and refuses everything that would act.
 */
public final class WaitingPlane {

    private static final List<String> ACTIONS = List.of(
            Control.SCHEDULER_PAUSE,
            Control.SCHEDULER_RESUME,
            Control.SCHEDULER_TRIGGER,
            Control.PORTFOLIO_SYNC,
            Control.REDUCE,
            Control.HALT,
            Control.FLATTEN,
            Control.REARM);
    private static final List<String> OF_THE_MARKET =
            List.of(Control.PRICES, Control.INDICATORS, Control.CANDLES, Control.BASELINES, Control.ORDER_LATENCY);

    private final EventBus bus;
    private final Books books;
    private final Supplier<AppConfig> config;
    private final Environment environment;
    private final String brokerId;
    private final Supplier<String> why;
    private final List<MessageConsumer<JsonObject>> consumers = new ArrayList<>();

    /** @param why one sentence that says why this instance does not trade */
    public WaitingPlane(
            EventBus bus,
            Books books,
            Supplier<AppConfig> config,
            Environment environment,
            String brokerId,
            Supplier<String> why) {
        this.bus = bus;
        this.books = books;
        this.config = config;
        this.environment = environment;
        this.brokerId = brokerId;
        this.why = why;
    }

    /** Begins to answer. */
    public void open() {
        answer(Control.PORTFOLIO, request -> Future.succeededFuture(portfolio()));
        answer(Control.POSITIONS, request -> Future.succeededFuture(json(PositionsJson.of(marked()))));
        answer(Control.RISK, request -> Future.succeededFuture(risk()));
        answer(Control.SCHEDULER_STATUS, request -> Future.succeededFuture(SchedulerJson.idle(books.schedule())));
        answer(Control.MARKET_UPDATE, request -> Future.succeededFuture(new JsonObject()));
        answer(Control.RUNTIME_MODE, this::runtimeMode);
        ACTIONS.forEach(address -> answer(address, request -> refused(409)));
        OF_THE_MARKET.forEach(address -> answer(address, request -> refused(503)));
    }

    /** Registers one more request, for parts of the service that are wired elsewhere. */
    public void answer(String address, Function<JsonObject, Future<JsonObject>> handler) {
        consumers.add(bus.localConsumer(address, message -> ControlPlane.handle(message, handler)));
    }

    /** Answers no more. */
    public Future<Void> close() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .mapEmpty();
    }

    private Future<JsonObject> refused(int status) {
        return Future.failedFuture(new ControlFailure(status, why.get()));
    }

    private Future<JsonObject> runtimeMode(JsonObject request) {
        return request.getString("mode") == null
                ? Future.succeededFuture(
                        new JsonObject().put("mode", RuntimeMode.of(environment).wireName()))
                : refused(409);
    }

    private Portfolio marked() {
        return books.portfolio(Map.of(), books.lastAt());
    }

    private JsonObject portfolio() {
        if (books.brokerId().isEmpty()) {
            throw new ControlFailure(503, "the books are not open yet");
        }
        Portfolio portfolio = marked();
        Books.Schedule schedule = books.schedule();
        SnapshotJson.Frame frame = new SnapshotJson.Frame(
                Views.portfolioId(environment, brokerId),
                !schedule.paused(),
                RuntimeMode.of(environment).title(),
                schedule.lastStartedWall(),
                config.get().trading().evaluationInterval());
        return json(books.withLedger(ledger -> SnapshotJson.of(
                        portfolio, ledger.closedPositions(), ledger.recentTrades(), ledger.statistics(), frame)
                .set("earlierAccounts", SnapshotJson.earlierAccounts(ledger.earlierAccounts()))));
    }

    private JsonObject risk() {
        AccountView account = new AccountView(
                marked(),
                books.history(books.lastAt()),
                books.pendingExposure(),
                books.tradingState(),
                config.get().trading());
        return json(books.withLimits(limits -> RiskStatusJson.of(account, limits)));
    }

    private static JsonObject json(ObjectNode node) {
        return new JsonObject(node.toString());
    }
}
