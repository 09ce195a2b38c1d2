package io.autotrade.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Candle;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Symbol;
import io.autotrade.execution.Books;
import io.autotrade.market.IndicatorJson;
import io.autotrade.market.MarketFeedService;
import io.autotrade.market.MarketView;
import io.autotrade.market.PricesJson;
import io.autotrade.market.Timeframes;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.portfolio.PositionsJson;
import io.autotrade.portfolio.SnapshotJson;
import io.autotrade.risk.AccountView;
import io.autotrade.risk.RiskStatusJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** What screens and scripts are shown of the running service. */
public final class Views {

    private static final int MAX_CANDLES = 1_000;

    private final Supplier<Evaluation> current;

    public Views(Supplier<Evaluation> current) {
        this.current = current;
    }

    JsonObject portfolio() {
        Books books = evaluation().desk().books();
        if (books.brokerId().isEmpty()) {
            throw new ControlFailure(503, "the books are not open yet");
        }
        Portfolio portfolio = marked();
        SnapshotJson.Frame frame = frame(books);
        return json(books.withLedger(ledger -> SnapshotJson.of(
                        portfolio, ledger.closedPositions(), ledger.recentTrades(), ledger.statistics(), frame)
                .set("earlierAccounts", SnapshotJson.earlierAccounts(ledger.earlierAccounts()))));
    }

    private SnapshotJson.Frame frame(Books books) {
        Environment environment = evaluation().desk().venue().environment();
        Instant next = evaluation().scheduler().nextRunWall();
        Duration left = next == null
                ? evaluation().parts().config().get().trading().evaluationInterval()
                : Duration.between(evaluation().wallClock().instant(), next);
        return new SnapshotJson.Frame(
                portfolioId(environment, evaluation().desk().venue().brokerId()),
                !books.schedule().paused(),
                RuntimeMode.of(environment).title(),
                evaluation().scheduler().lastRunWall(),
                left.isNegative() ? Duration.ZERO : left);
    }

    static String portfolioId(Environment environment, String brokerId) {
        String name = "portfolio/" + brokerId;
        return environment == Environment.PAPER
                ? "simulation"
                : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    JsonObject positions() {
        return json(PositionsJson.of(marked()));
    }

    /** Takes from the venue what the journal cannot know, such as liquidation prices. */
    boolean observe() {
        var positions = evaluation().desk().venue().broker().positions().await();
        return evaluation().desk().books().withLedger(ledger -> {
            ledger.observe(positions);
            return true;
        });
    }

    /** The books marked with the newest prices. */
    public Portfolio marked() {
        Books books = evaluation().desk().books();
        Instant now = evaluation().desk().clock().instant();
        return books.portfolio(Marks.of(evaluation().feed(), books, now), now);
    }

    JsonObject prices() {
        JsonObject prices = PricesJson.prices(view());
        if (prices.getJsonObject("symbols").isEmpty()) {
            throw new ControlFailure(503, "no price has been seen yet");
        }
        return prices;
    }

    JsonObject marketUpdate() {
        return PricesJson.marketUpdate(view());
    }

    JsonObject indicators(String text) {
        Symbol symbol = configured(text);
        MarketView market = view();
        return market.symbol(symbol)
                .map(view -> IndicatorJson.render(view, market.at()))
                .orElseThrow(() -> new ControlFailure(404, "no data for " + symbol + " yet"));
    }

    private MarketView view() {
        MarketFeedService feed = evaluation().feed();
        return feed.view(feed.clock().instant());
    }

    Future<JsonObject> baselines(JsonObject request) {
        String from = request.getString("from");
        return new BaselineView(current)
                .read(from == null ? null : Instant.parse(from), request.getInteger("points", MAX_CANDLES));
    }

    Future<JsonObject> candles(String text, String timeframe, int limit, boolean indicators) {
        Symbol symbol = configured(text);
        Duration duration = timeframe(timeframe);
        if (limit < 1 || limit > MAX_CANDLES) {
            throw new ControlFailure(400, "limit must be 1 to " + MAX_CANDLES + ", was " + limit);
        }
        int read = indicators ? limit + IndicatorJson.WARM_UP : limit;
        return Future.succeededFuture()
                .compose(now -> evaluation().feed().candles(symbol, duration, read))
                .map(candles -> indicators ? IndicatorJson.candles(candles, duration, limit) : Views.candles(candles))
                .recover(failure -> failure instanceof IllegalArgumentException
                        ? Future.failedFuture(new ControlFailure(400, String.valueOf(failure.getMessage())))
                        : Future.failedFuture(failure));
    }

    private static JsonObject candles(List<Candle> candles) {
        JsonArray items = new JsonArray();
        candles.forEach(candle -> items.add(IndicatorJson.candle(candle)));
        return new JsonObject().put("items", items);
    }

    private static Duration timeframe(String text) {
        try {
            return Timeframes.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ControlFailure(400, String.valueOf(e.getMessage()));
        }
    }

    private Symbol configured(String text) {
        List<Symbol> symbols = evaluation().parts().config().get().trading().symbols();
        try {
            Symbol symbol = Symbol.of(text);
            if (symbols.contains(symbol)) {
                return symbol;
            }
        } catch (IllegalArgumentException e) {
            throw new ControlFailure(404, String.valueOf(e.getMessage()));
        }
        throw new ControlFailure(404, "symbol " + text + " is not one of " + symbols);
    }

    JsonObject risk() {
        Books books = evaluation().desk().books();
        Portfolio portfolio = marked();
        AccountView account = new AccountView(
                portfolio,
                books.history(portfolio.at()),
                books.pendingExposure(),
                books.tradingState(),
                evaluation()
                        .parts()
                        .live()
                        .held(evaluation().parts().config().get().trading(), portfolio.equity()));
        return json(books.withLimits(limits -> RiskStatusJson.of(account, limits)));
    }

    JsonObject orderLatency() {
        return evaluation()
                .desk()
                .latency()
                .stats()
                .map(stats -> new JsonObject()
                        .put("count", (double) stats.count())
                        .put("min_ms", stats.minMillis())
                        .put("max_ms", stats.maxMillis())
                        .put("avg_ms", stats.averageMillis())
                        .put("latest_ms", stats.latestMillis()))
                .orElseThrow(() -> new ControlFailure(404, "no order has been submitted since the start"));
    }

    private static JsonObject json(ObjectNode node) {
        return new JsonObject(node.toString());
    }

    private Evaluation evaluation() {
        return current.get();
    }
}
