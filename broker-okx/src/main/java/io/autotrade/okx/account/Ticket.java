package io.autotrade.okx.account;

import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.Contracts;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.model.Tags;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order in OKX's terms.
 *
 * @param size whole lots, rounded down
 * @param price on the tick, rounded to the passive side; null for market orders
 * @param positionSide which position it is meant for; null in the net mode
 * @param trimmed whether the size was cut down to the position
 */
record Ticket(
        PlaceOrder order,
        SwapSpec spec,
        Contracts size,
        @Nullable BigDecimal price,
        @Nullable PositionSide positionSide,
        boolean trimmed) {

    static Ticket of(PlaceOrder order, SwapSpec spec) {
        BigDecimal limit = order.limitPrice();
        BigDecimal price = limit == null ? null : spec.passive(order.side(), limit);
        return new Ticket(order, spec, spec.floor(order.quantity()), price, null, false);
    }

    Ticket at(PositionSide side) {
        return new Ticket(order, spec, size, price, side, trimmed);
    }

    Ticket trimmedTo(Contracts smaller) {
        return new Ticket(order, spec, smaller, price, positionSide, true);
    }

    /** Why OKX would refuse it for certain; empty when nothing is known against it. */
    Optional<WriteResult> problem() {
        if (size.compareTo(spec.minimum()) < 0) {
            return Optional.of(tooSmall(spec, order.quantity()));
        }
        Contracts largest = order.type() == OrderType.MARKET ? spec.maxMarket() : spec.maxLimit();
        if (largest != null && size.compareTo(largest) > 0) {
            return Optional.of(Outcomes.refuse(
                    RejectReason.ABOVE_MAXIMUM,
                    "quantity " + order.quantity().toPlainString() + " of " + spec.symbol()
                            + " is above the largest single order, "
                            + spec.base(largest).toPlainString()));
        }
        BigDecimal limit = price;
        if (limit != null && limit.signum() <= 0) {
            return Optional.of(Outcomes.refuse(
                    RejectReason.PRICE_OUT_OF_RANGE,
                    "limit price is below the price step " + spec.tick().toPlainString()));
        }
        Protection protection = order.protection();
        return protection == null ? Optional.empty() : protectionProblem(protection, limit);
    }

    /** With a limit price, stop and target must lie on either side of it; without, only OKX knows the price. */
    private Optional<WriteResult> protectionProblem(Protection protection, @Nullable BigDecimal limit) {
        BigDecimal stop = protection.stopPrice();
        BigDecimal target = protection.targetPrice();
        int sign = order.side().sign();
        boolean stopWrong =
                stop != null && limit != null && stop.subtract(limit).signum() * sign >= 0;
        boolean targetWrong =
                target != null && limit != null && target.subtract(limit).signum() * sign <= 0;
        boolean crossed =
                stop != null && target != null && stop.subtract(target).signum() * sign >= 0;
        return stopWrong || targetWrong || crossed
                ? Optional.of(Outcomes.refuse(
                        RejectReason.INVALID_PROTECTION,
                        "stop " + stop + " and target " + target + " are on the wrong side of a " + order.side()
                                + (limit == null ? "" : " at " + limit.toPlainString())))
                : Optional.empty();
    }

    static WriteResult tooSmall(SwapSpec spec, BigDecimal quantity) {
        return Outcomes.refuse(
                RejectReason.BELOW_MINIMUM,
                "quantity " + quantity.toPlainString() + " of " + spec.symbol() + " is below the smallest order, "
                        + spec.base(spec.minimum()).toPlainString());
    }

    /** Which position an order of the long/short mode is meant for. */
    sealed interface Aim {

        record At(PositionSide side) implements Aim {}

        record Refused(WriteResult result) implements Aim {}
    }

    /**
     * The service thinks in one net position per symbol: an order against a position reduces it, any other opens or
     * enlarges one. An order that would do both is refused, because here it would leave two positions.
     */
    Aim aim(List<PositionRow> positions) {
        PositionSide opened = order.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        Optional<PositionRow> against =
                positions.stream().filter(position -> position.side() != opened).findFirst();
        if (against.isEmpty()) {
            return order.reduceOnly()
                    ? new Aim.Refused(Outcomes.refuse(
                            RejectReason.NO_POSITION, "there is no position of " + spec.symbol() + " to reduce"))
                    : new Aim.At(opened);
        }
        boolean fits = size.compareTo(against.get().contracts()) <= 0;
        return fits || order.reduceOnly()
                ? new Aim.At(against.get().side())
                : new Aim.Refused(Outcomes.refuse(
                        RejectReason.INVALID_REQUEST,
                        "the order is larger than the opposite position; in the long/short mode of OKX the position must be"
                                + " closed first"));
    }

    /** The request; what it says is signed as it is sent. */
    JsonObject body(AccountProfile profile) {
        boolean reduces = order.reduceOnly() || isAgainst();
        JsonObject body = new JsonObject()
                .put("instId", spec.symbol().value())
                .put("tdMode", profile.marginMode())
                .put("clOrdId", order.clientOrderId().value())
                .put("tag", reduces ? Tags.EXIT : Tags.ENTRY)
                .put("side", side(order.side()))
                .put("ordType", type(order.type()))
                .put("sz", size.wire());
        BigDecimal limit = price;
        if (limit != null) {
            body.put("px", limit.toPlainString());
        }
        PositionSide meant = positionSide;
        if (meant != null) {
            body.put("posSide", meant == PositionSide.LONG ? "long" : "short");
        } else if (order.reduceOnly()) {
            body.put("reduceOnly", true);
        }
        Protection protection = order.protection();
        if (protection != null && !isAgainst()) {
            JsonObject attached = triggers(protection, spec)
                    .put("attachAlgoClOrdId", protection.id().value());
            body.put("attachAlgoOrds", new JsonArray().add(attached));
        }
        return body;
    }

    private boolean isAgainst() {
        PositionSide meant = positionSide;
        return meant != null && meant.exitSide() == order.side();
    }

    /** Stop and target as market exits; the mark price triggers, which a single odd trade does not move. */
    static JsonObject triggers(Protection protection, SwapSpec spec) {
        JsonObject triggers = new JsonObject();
        BigDecimal stop = protection.stopPrice();
        if (stop != null) {
            triggers.put("slTriggerPx", spec.nearest(stop).toPlainString())
                    .put("slOrdPx", "-1")
                    .put("slTriggerPxType", "mark");
        }
        BigDecimal target = protection.targetPrice();
        if (target != null) {
            triggers.put("tpTriggerPx", spec.nearest(target).toPlainString())
                    .put("tpOrdPx", "-1")
                    .put("tpTriggerPxType", "mark");
        }
        return triggers;
    }

    static String side(Side side) {
        return side == Side.BUY ? "buy" : "sell";
    }

    private static String type(OrderType type) {
        return switch (type) {
            case MARKET -> "market";
            case LIMIT -> "limit";
            case POST_ONLY -> "post_only";
            case IOC -> "ioc";
            case FOK -> "fok";
        };
    }
}
