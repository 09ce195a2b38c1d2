package io.autotrade.simulated.broker;

import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Symbol;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** {@link State} as text and back. A state that was written and read behaves as the one it was written from. */
final class StateCodec {

    private static final int VERSION = 1;

    private StateCodec() {}

    static String encode(State state) {
        JsonObject json = new JsonObject().put("version", VERSION).put("account", state.accountId);
        Json.put(json, "cash", state.cash);
        Json.put(json, "deadline", state.deadline);
        json.put("orderCount", state.orderCount)
                .put("fillCount", state.fillCount)
                .put("bookingCount", state.bookingCount)
                .put("finishedCount", state.finishedCount);
        JsonArray holdings = new JsonArray();
        state.holdings.values().forEach(holding -> holdings.add(encode(holding, state.mark(holding.symbol()))));
        JsonArray orders = new JsonArray();
        state.orders.values().forEach(open -> orders.add(encode(open, state)));
        JsonObject leverages = new JsonObject();
        state.leverages.forEach((symbol, leverage) -> Json.put(leverages, symbol.value(), leverage));
        JsonObject funded = new JsonObject();
        state.funded.forEach((symbol, at) -> Json.put(funded, symbol.value(), at));
        return json.put("holdings", holdings)
                .put("orders", orders)
                .put("leverages", leverages)
                .put("funded", funded)
                .encode();
    }

    /**
     * Reads a state.
     *
     * @throws RuntimeException if the text is not what {@link #encode} writes
     */
    static State decode(String text) {
        JsonObject json = new JsonObject(text);
        if (json.getInteger("version", 0) != VERSION) {
            throw new IllegalStateException(
                    "stored account has version " + json.getValue("version") + ", this broker reads " + VERSION);
        }
        State state = new State(Json.text(json, "account"), Json.decimal(json, "cash"));
        state.deadline = Json.optionalInstant(json, "deadline");
        state.orderCount = json.getLong("orderCount");
        state.fillCount = json.getLong("fillCount");
        state.bookingCount = json.getLong("bookingCount");
        state.finishedCount = json.getLong("finishedCount");
        for (Object item : json.getJsonArray("holdings")) {
            decodeHolding((JsonObject) item, state);
        }
        for (Object item : json.getJsonArray("orders")) {
            JsonObject stored = (JsonObject) item;
            OpenOrder open = decodeOrder(stored);
            state.orders.put(open.number(), open);
            readMark(stored, open.order().symbol(), state);
        }
        JsonObject leverages = json.getJsonObject("leverages");
        leverages.fieldNames().forEach(name -> state.leverages.put(new Symbol(name), Json.decimal(leverages, name)));
        JsonObject funded = json.getJsonObject("funded");
        funded.fieldNames().forEach(name -> state.funded.put(new Symbol(name), Json.instant(funded, name)));
        return state;
    }

    private static JsonObject encode(Holding holding, State.Mark mark) {
        JsonObject json = new JsonObject()
                .put("symbol", holding.symbol().value())
                .put("side", holding.side().name());
        Json.put(json, "quantity", holding.quantity());
        Json.put(json, "cost", holding.cost());
        Json.put(json, "openedAt", holding.openedAt());
        Json.put(json, "updatedAt", holding.updatedAt());
        putMark(json, mark);
        Guard guard = holding.guard();
        if (guard != null) {
            JsonObject guarded = Json.protection(guard.protection()).put("orderId", guard.orderId());
            Json.put(guarded, "since", guard.since());
            json.put("guard", guarded);
        }
        return json;
    }

    private static void decodeHolding(JsonObject json, State state) {
        Symbol symbol = new Symbol(Json.text(json, "symbol"));
        JsonObject guarded = json.getJsonObject("guard");
        Guard guard = guarded == null
                ? null
                : new Guard(
                        Objects.requireNonNull(Json.optionalProtection(guarded)),
                        Json.text(guarded, "orderId"),
                        Json.instant(guarded, "since"));
        state.holdings.put(
                symbol,
                new Holding(
                        symbol,
                        PositionSide.valueOf(Json.text(json, "side")),
                        Json.decimal(json, "quantity"),
                        Json.decimal(json, "cost"),
                        guard,
                        Json.instant(json, "openedAt"),
                        Json.instant(json, "updatedAt")));
        readMark(json, symbol, state);
    }

    private static void putMark(JsonObject json, State.Mark mark) {
        Json.put(json, "mark", mark.price());
        Json.put(json, "markedAt", mark.at());
    }

    /** Orders of accounts that were stored by an earlier version have none. */
    private static void readMark(JsonObject json, Symbol symbol, State state) {
        if (json.containsKey("mark")) {
            state.marks.put(symbol, new State.Mark(Json.decimal(json, "mark"), Json.instant(json, "markedAt")));
        }
    }

    private static JsonObject encode(OpenOrder open, State state) {
        JsonObject json = new JsonObject().put("number", open.number()).put("order", Records.encode(open.order()));
        putMark(json, state.mark(open.order().symbol()));
        Protection attached = open.attached();
        return attached == null ? json : json.put("attached", Json.protection(attached));
    }

    private static OpenOrder decodeOrder(JsonObject json) {
        return new OpenOrder(
                json.getLong("number"),
                Records.decodeOrder(json.getJsonObject("order")),
                Json.optionalProtection(json.getJsonObject("attached")));
    }
}
