package io.autotrade.api;

import io.autotrade.bus.Control;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rooms behind the event bus: fixed answers of the right shape, and a record of what was asked. */
final class FakeRooms {

    record Asked(String address, JsonObject request) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile boolean paused;
    volatile String mode = "simulator";
    volatile String modeName = "Paper Trading (Simulation)";

    static FakeRooms on(Vertx vertx) {
        FakeRooms rooms = new FakeRooms();
        rooms.listen(vertx);
        return rooms;
    }

    /** Requests that reached an address, oldest first. */
    List<JsonObject> asked(String address) {
        return asked.stream()
                .filter(one -> one.address().equals(address))
                .map(Asked::request)
                .toList();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private interface Reply {
        JsonObject to(JsonObject request);
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private void listen(Vertx vertx) {
        on(vertx, Control.SCHEDULER_STATUS, request -> scheduler());
        on(vertx, Control.SCHEDULER_PAUSE, request -> paused(true));
        on(vertx, Control.SCHEDULER_RESUME, request -> paused(false));
        on(vertx, Control.SCHEDULER_TRIGGER, request -> trigger());
        on(vertx, Control.PORTFOLIO, request -> portfolio());
        on(vertx, Control.PORTFOLIO_SYNC, request -> portfolio());
        on(vertx, Control.POSITIONS, request -> items(new JsonObject().put("symbol", "BTC-USDT-SWAP")));
        on(vertx, Control.RUNTIME_MODE, this::mode);
        on(vertx, Control.PRICES, request -> prices());
        on(vertx, Control.MARKET_UPDATE, request -> marketUpdate());
        on(vertx, Control.INDICATORS, FakeRooms::indicators);
        on(vertx, Control.CANDLES, FakeRooms::candles);
        on(vertx, Control.BASELINES, request -> baselines());
        on(vertx, Control.RISK, request -> risk("ACTIVE"));
        on(vertx, Control.REDUCE, request -> risk("REDUCING"));
        on(vertx, Control.HALT, request -> risk("HALTED"));
        on(vertx, Control.FLATTEN, request -> risk("HALTED"));
        on(vertx, Control.REARM, request -> risk("ACTIVE"));
        on(vertx, Control.DRILL, request -> risk("ACTIVE"));
        on(vertx, Control.LIVE, request -> live());
        on(vertx, Control.LIVE_APPROVE, request -> live());
        on(vertx, Control.LIVE_REVOKE, request -> live());
        on(vertx, Control.PLUGINS, request -> items(new JsonObject().put("id", "simulated")));
        on(vertx, Control.CONFIG_VIEW, request -> new JsonObject().put("okx", new JsonObject().put("api_key", "***")));
        on(vertx, Control.STATUS, request -> status());
        on(vertx, Control.ORDER_LATENCY, request -> latency());
        on(vertx, Control.RULES, this::rules);
        on(vertx, Control.CALIBRATION, request -> items(calibration()));
    }

    private void on(Vertx vertx, String address, Reply reply) {
        vertx.eventBus().<JsonObject>consumer(address, message -> {
            asked.add(new Asked(address, message.body()));
            try {
                message.reply(reply.to(message.body()));
            } catch (Refusal refusal) {
                message.fail(refusal.status, refusal.getMessage());
            }
        });
    }

    private JsonObject paused(boolean value) {
        paused = value;
        return scheduler();
    }

    private JsonObject scheduler() {
        JsonObject job = new JsonObject()
                .put("job_id", "portfolio-evaluator")
                .put("name", "Evaluate active portfolios")
                .put("status", paused ? "paused" : "idle")
                .put("last_run_at", "2026-03-02T08:01:00.500Z")
                .put("next_run_at", "2026-03-02T08:06:00.500Z")
                .put("consecutive_failures", 0);
        return new JsonObject()
                .put("implementation", "asyncio")
                .put("is_running", true)
                .put("is_paused", paused)
                .putNull("last_run_at")
                .put("next_run_at", "2026-03-02T08:06:00.500Z")
                .put("consecutive_failures", 0)
                .put("jobs", new JsonArray().add(job));
    }

    private JsonObject trigger() {
        return new JsonObject()
                .put("triggered_at", "2026-03-02T08:01:00.500Z")
                .put("skipped", paused)
                .put("reason", paused ? "the schedule is paused" : null)
                .put("scheduler", scheduler());
    }

    private JsonObject portfolio() {
        JsonObject position = new JsonObject()
                .put("symbol", "SOL-USDT-SWAP")
                .put("quantity", 18.25)
                .put("quantityExact", "18.250000000000000001")
                .put("entryPrice", 146.9)
                .put("markPrice", 147.47)
                .put("pnl", 10.4)
                .put("pnlPct", 0.388)
                .put("leverage", 1.0)
                .put("confidence", 0.71)
                .put(
                        "exitPlan",
                        new JsonObject()
                                .put("profitTarget", 158.0)
                                .put("stopLoss", 141.2)
                                .put("invalidation", "close below 142"));
        JsonObject closed = new JsonObject()
                .put("symbol", "BTC-USDT-SWAP")
                .put("quantity", 0.027)
                .put("entryPrice", 91296)
                .put("exitPrice", 93000)
                .put("entryTimestamp", "2026-03-02T07:00:00Z")
                .put("exitTimestamp", "2026-03-02T07:30:00Z")
                .put("realizedPnl", 43.328)
                .put("realizedPnlPct", 1.7577)
                .put("leverage", 2)
                .put("reason", "target");
        JsonObject event = new JsonObject()
                .put("id", "trade-1")
                .put("label", "BUY SOL-USDT-SWAP @ $146.90")
                .put("timestamp", "2026-03-02T07:40:02Z");
        return new JsonObject()
                .put("portfolioId", "simulation")
                .put("automationEnabled", true)
                .put("mode", modeName)
                .put("availableCash", 7421.5)
                .put("equity", 10112.75)
                .put("equityExact", "10112.750000000000000000")
                .put("totalPnl", 112.75)
                .put("pnlPct", 1.1275)
                .put("sharpe", 0.0)
                .put("drawdownPct", 0.0)
                .put("lastRunAt", "2026-03-02T07:59:41Z")
                .put("nextRunInMinutes", 3)
                .put("positions", new JsonArray().add(position))
                .put("closedPositions", new JsonArray().add(closed))
                .put("events", new JsonArray().add(event));
    }

    private JsonObject mode(JsonObject request) {
        String wanted = request.getString("mode");
        if ("live".equals(wanted)) {
            throw new Refusal(400, "live trading needs two approvals");
        }
        mode = wanted == null ? mode : wanted;
        return new JsonObject().put("mode", mode);
    }

    private static JsonObject prices() {
        return new JsonObject()
                .put(
                        "symbols",
                        new JsonObject()
                                .put(
                                        "BTC-USDT-SWAP",
                                        new JsonObject()
                                                .put("price", 91250.4)
                                                .put("change_pct_24h", -0.83)
                                                .put("volume_24h", 812.5)
                                                .put("high_24h", 92000)
                                                .put("timestamp", "2026-03-02T07:59:58Z"))
                                .put("ETH-USDT-SWAP", new JsonObject().putNull("price")))
                .put("count", 2);
    }

    private static JsonObject marketUpdate() {
        return new JsonObject()
                .put(
                        "ETH-USDT-SWAP",
                        new JsonObject()
                                .put("symbol", "ETH-USDT-SWAP")
                                .put("price", 3120.5)
                                .put("change_24h", 0)
                                .put("change_pct_24h", 1.42)
                                .put("volume_24h", 81234)
                                .put("high_24h", 3150)
                                .put("low_24h", 3041.2));
    }

    private static JsonObject indicators(JsonObject request) {
        if (!request.getString("symbol").equals("BTC-USDT-SWAP")) {
            throw new Refusal(404, "there is no data of " + request.getString("symbol"));
        }
        JsonObject indicator = new JsonObject().put("symbol", "BTC-USDT-SWAP");
        for (String name :
                List.of("price", "ema20", "macd", "macd_signal", "macd_histogram", "rsi7", "rsi14", "atr3", "atr14")) {
            indicator.put(name, 1.5);
        }
        return indicator.put("generated_at", "2026-03-02T08:00:00Z").put("source", "live");
    }

    private static JsonObject candles(JsonObject request) {
        if (!request.getString("timeframe").matches("15m|1h")) {
            throw new Refusal(400, "timeframe must be one of 15m, 1h");
        }
        return items(new JsonObject()
                .put("timestamp", "2026-03-02T07:45:00Z")
                .put("open", 1)
                .put("high", 2)
                .put("low", 0.5)
                .put("close", 1.5)
                .put("volume", 10));
    }

    private static JsonObject baselines() {
        return items(new JsonObject()
                        .put("timestamp", "2026-03-02T07:45:00Z")
                        .put("cash", 10_000)
                        .put("buyAndHold", 10_100.5)
                        .putNull("equalWeight"))
                .put("currency", "USDT")
                .put("openedAt", "2026-03-02T07:40:00Z")
                .put("symbol", "BTC-USDT-SWAP")
                .put("symbols", new JsonArray().add("BTC-USDT-SWAP"))
                .put("note", "the starting cash");
    }

    private static JsonObject live() {
        return new JsonObject()
                .put("environment", "PAPER")
                .put("locked", true)
                .put("missing", new JsonArray().add("two approvals"))
                .put("profile", null)
                .put("approved_until", null)
                .put("approved_by", new JsonArray())
                .put("waiting", new JsonArray());
    }

    private static JsonObject risk(String state) {
        return new JsonObject()
                .put("state", state)
                .put("reasons", new JsonArray())
                .put("actions", new JsonArray())
                .put(
                        "rules",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("code", "max_leverage")
                                        .put("limit", "10x")));
    }

    private static JsonObject status() {
        return new JsonObject()
                .put("ready", true)
                .put("safe_to_trade", true)
                .put("not_safe_because", new JsonArray())
                .put("reasons", new JsonArray())
                .put("environment", "PAPER")
                .put("broker", "simulated <b>")
                .put("market_source", "simulated")
                .put("feed", new JsonObject().put("state", "UP"))
                .put("state", "ACTIVE")
                .put("market_time", "2026-03-02T08:00:00Z");
    }

    private static JsonObject latency() {
        return new JsonObject()
                .put("count", 12.0)
                .put("min_ms", 41.0)
                .put("max_ms", 188.2)
                .put("avg_ms", 77.9)
                .put("latest_ms", 63.5);
    }

    private JsonObject rules(JsonObject request) {
        if (request.getString("action").equals("list")) {
            return new JsonObject()
                    .put(
                            "items",
                            new JsonArray().add(rule(false)).add(rule(false).put("ruleId", "r-0")));
        }
        if (!request.getString("ruleId").equals("r-1")) {
            throw new Refusal(404, "there is no rule '" + request.getString("ruleId") + "'");
        }
        return rule(true);
    }

    private static JsonObject rule(boolean pinned) {
        return new JsonObject()
                .put("ruleId", "r-1")
                .put("text", "Wait for volume first")
                .put("ruleType", "entry")
                .put("status", "active")
                .put("pinned", pinned)
                .put("learnedFrom", new JsonArray().add("d-1"))
                .put("effectiveness", 0.5)
                .put("reason", "confirmed by 3 trades")
                .put("by", "service")
                .put("active", true)
                .put("applied", 4)
                .put("tradesWith", 2)
                .put("winsWith", 1)
                .put("tradesWithout", 3)
                .put("winsWithout", 1);
    }

    private static JsonObject calibration() {
        JsonObject bin = new JsonObject()
                .put("from", 0.6)
                .put("to", 0.7)
                .put("trades", 1)
                .put("wins", 1)
                .put("meanConfidence", 0.65)
                .put("winRate", 1);
        return new JsonObject()
                .put("model", "deepseek-chat")
                .put("promptVersion", "v1")
                .put("trades", 1)
                .put("wins", 1)
                .put("meanConfidence", 0.65)
                .put("brier", 0.1225)
                .put("bins", new JsonArray().add(bin));
    }

    private static JsonObject items(JsonObject item) {
        return new JsonObject().put("items", new JsonArray().add(item));
    }
}
