package io.autotrade.evaluation;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.market.MarketFeedService;
import io.autotrade.portfolio.Baselines;
import io.autotrade.portfolio.Ledger;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What doing nothing would have brought, from candles of the market since the account was opened. */
final class BaselineView {

    private static final int MAX_CANDLES = 900;

    /** Lengths that are tried, shortest first. */
    private static final List<Duration> LENGTHS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofDays(1));

    private final Supplier<Evaluation> current;

    BaselineView(Supplier<Evaluation> current) {
        this.current = current;
    }

    /** @param from points before are left out; null for all since the opening */
    Future<JsonObject> read(@Nullable Instant from, int maxPoints) {
        AccountOpened account = evaluation()
                .desk()
                .books()
                .withLedger(Ledger::account)
                .orElseThrow(() -> new ControlFailure(503, "the books are not open yet"));
        List<Symbol> symbols = evaluation().parts().config().get().trading().symbols();
        Instant now = evaluation().feed().clock().instant();
        Duration age = Duration.between(account.at(), now);
        List<Duration> lengths = LENGTHS.stream()
                .filter(length -> age.dividedBy(length) + 2 <= MAX_CANDLES)
                .toList();
        return candles(symbols, account.at(), now, lengths.isEmpty() ? LENGTHS.subList(5, 6) : lengths)
                .map(candles -> json(account, symbols, candles, from, maxPoints));
    }

    /** In the shortest length the market source can give. */
    private Future<Map<Symbol, List<Candle>>> candles(
            List<Symbol> symbols, Instant opened, Instant now, List<Duration> lengths) {
        Duration length = lengths.getFirst();
        int count = (int) Math.min(MAX_CANDLES, Duration.between(opened, now).dividedBy(length) + 2);
        List<Duration> longer = lengths.subList(1, lengths.size());
        return each(symbols, length, count).recover(failure -> {
            return longer.isEmpty() ? Future.failedFuture(failure) : candles(symbols, opened, now, longer);
        });
    }

    private Future<Map<Symbol, List<Candle>>> each(List<Symbol> symbols, Duration length, int count) {
        MarketFeedService feed = evaluation().feed();
        List<Future<List<Candle>>> reads = symbols.stream()
                .map(symbol -> Future.<Object>succeededFuture().compose(now -> feed.candles(symbol, length, count)))
                .toList();
        return Future.all(reads).map(all -> {
            Map<Symbol, List<Candle>> candles = new TreeMap<>();
            for (int i = 0; i < symbols.size(); i++) {
                candles.put(symbols.get(i), reads.get(i).result());
            }
            return candles;
        });
    }

    private static JsonObject json(
            AccountOpened account,
            List<Symbol> symbols,
            Map<Symbol, List<Candle>> candles,
            @Nullable Instant from,
            int maxPoints) {
        Symbol held = symbols.getFirst();
        List<Baselines.Point> points = Baselines.of(account.startingCash(), account.at(), held, candles).stream()
                .filter(point -> from == null || !point.at().isBefore(from))
                .toList();
        int step = Math.max(1, (points.size() + maxPoints - 1) / maxPoints);
        JsonArray items = new JsonArray();
        for (int i = 0; i < points.size(); i++) {
            if (i % step == 0 || i == points.size() - 1) {
                items.add(json(points.get(i)));
            }
        }
        return new JsonObject()
                .put("currency", account.currency())
                .put("openedAt", account.at().toString())
                .put("symbol", held.value())
                .put(
                        "symbols",
                        new JsonArray(symbols.stream().map(Symbol::value).toList()))
                .put(
                        "note",
                        "The starting cash kept, put into " + held.value() + ", or in equal parts into "
                                + symbols.size()
                                + " symbols when the account was opened; without leverage, fees, funding and later"
                                + " transfers")
                .put("items", items);
    }

    private static JsonObject json(Baselines.Point point) {
        JsonObject json = new JsonObject().put("timestamp", point.at().toString());
        put(json, "cash", point.cash());
        put(json, "buyAndHold", point.buyAndHold());
        put(json, "equalWeight", point.equalWeight());
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable BigDecimal value) {
        json.put(name, value);
        json.put(name + "Exact", value == null ? null : value.toPlainString());
    }

    private Evaluation evaluation() {
        return current.get();
    }
}
