package io.autotrade.simulated.broker;

import io.autotrade.broker.Booking;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.vertx.core.json.JsonObject;

/** Orders, fills and bookings as JSON and back. */
final class Records {

    private Records() {}

    static JsonObject encode(Order order) {
        JsonObject json = new JsonObject();
        Json.put(json, "id", order.clientOrderId());
        Json.put(json, "venueId", order.venueOrderId());
        json.put("symbol", order.symbol().value())
                .put("side", order.side().name())
                .put("type", order.type().name());
        Json.put(json, "quantity", order.quantity());
        Json.put(json, "limit", order.limitPrice());
        json.put("reduceOnly", order.reduceOnly())
                .put("origin", order.origin().name())
                .put("state", order.state().name());
        Json.put(json, "filled", order.filledQuantity());
        Json.put(json, "average", order.averagePrice());
        Json.put(json, "reason", order.reason());
        Json.put(json, "createdAt", order.createdAt());
        Json.put(json, "updatedAt", order.updatedAt());
        return json;
    }

    static Order decodeOrder(JsonObject json) {
        return new Order(
                Json.optionalId(json, "id"),
                json.getString("venueId"),
                new Symbol(Json.text(json, "symbol")),
                Side.valueOf(Json.text(json, "side")),
                OrderType.valueOf(Json.text(json, "type")),
                Json.decimal(json, "quantity"),
                Json.optionalDecimal(json, "limit"),
                json.getBoolean("reduceOnly"),
                OrderOrigin.valueOf(Json.text(json, "origin")),
                OrderState.valueOf(Json.text(json, "state")),
                Json.decimal(json, "filled"),
                Json.optionalDecimal(json, "average"),
                json.getString("reason", ""),
                Json.instant(json, "createdAt"),
                Json.instant(json, "updatedAt"));
    }

    static JsonObject encode(Fill fill) {
        JsonObject json = new JsonObject().put("fillId", fill.fillId());
        Json.put(json, "id", fill.clientOrderId());
        Json.put(json, "venueId", fill.venueOrderId());
        json.put("symbol", fill.symbol().value()).put("side", fill.side().name());
        Json.put(json, "quantity", fill.quantity());
        Json.put(json, "price", fill.price());
        Json.put(json, "fee", fill.fee());
        json.put("currency", fill.feeCurrency())
                .put("liquidity", fill.liquidity().name())
                .put("origin", fill.origin().name());
        Json.put(json, "at", fill.at());
        return json;
    }

    static Fill decodeFill(JsonObject json) {
        return new Fill(
                Json.text(json, "fillId"),
                Json.optionalId(json, "id"),
                json.getString("venueId"),
                new Symbol(Json.text(json, "symbol")),
                Side.valueOf(Json.text(json, "side")),
                Json.decimal(json, "quantity"),
                Json.decimal(json, "price"),
                Json.decimal(json, "fee"),
                Json.text(json, "currency"),
                Liquidity.valueOf(Json.text(json, "liquidity")),
                OrderOrigin.valueOf(Json.text(json, "origin")),
                Json.instant(json, "at"));
    }

    static JsonObject encode(Booking booking) {
        JsonObject json = new JsonObject().put("bookingId", booking.bookingId());
        Json.put(json, "at", booking.at());
        switch (booking) {
            case Booking.Funding funding -> {
                json.put("type", "funding").put("symbol", funding.symbol().value());
                Json.put(json, "amount", funding.amount());
                Json.put(json, "rate", funding.rate());
            }
            case Booking.ForcedClose close -> {
                json.put("type", "forced")
                        .put("kind", close.kind().name())
                        .put("symbol", close.symbol().value())
                        .put("side", close.side().name());
                Json.put(json, "quantity", close.quantity());
                Json.put(json, "price", close.price());
                Json.put(json, "fee", close.fee());
            }
            case Booking.Transfer transfer -> {
                json.put("type", "transfer");
                Json.put(json, "amount", transfer.amount());
                Json.put(json, "note", transfer.note());
            }
        }
        return json;
    }

    static Booking decodeBooking(JsonObject json) {
        String id = Json.text(json, "bookingId");
        String type = Json.text(json, "type");
        return switch (type) {
            case "funding" ->
                new Booking.Funding(
                        id,
                        new Symbol(Json.text(json, "symbol")),
                        Json.decimal(json, "amount"),
                        Json.optionalDecimal(json, "rate"),
                        Json.instant(json, "at"));
            case "forced" ->
                new Booking.ForcedClose(
                        id,
                        Booking.ForcedKind.valueOf(Json.text(json, "kind")),
                        new Symbol(Json.text(json, "symbol")),
                        PositionSide.valueOf(Json.text(json, "side")),
                        Json.decimal(json, "quantity"),
                        Json.decimal(json, "price"),
                        Json.decimal(json, "fee"),
                        Json.instant(json, "at"));
            case "transfer" ->
                new Booking.Transfer(
                        id, Json.decimal(json, "amount"), json.getString("note", ""), Json.instant(json, "at"));
            default -> throw new IllegalStateException("stored booking has unknown type " + type);
        };
    }
}
