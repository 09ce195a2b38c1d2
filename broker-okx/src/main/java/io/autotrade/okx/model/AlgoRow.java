package io.autotrade.okx.model;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conditional or one-cancels-other order: stop, target or both under one id, with an id space of its own. */
public record AlgoRow(Row row, SwapSpec spec) {

    public String algoId() {
        return row.required("algoId");
    }

    public @Nullable ClientOrderId clientId() {
        return OrderRow.clientId(row.text("algoClOrdId"));
    }

    public Side side() {
        return OrderRow.side(row.required("side"));
    }

    public String posSide() {
        return row.text("posSide");
    }

    public @Nullable BigDecimal stop() {
        return row.positiveOrNull("slTriggerPx");
    }

    public @Nullable BigDecimal target() {
        return row.positiveOrNull("tpTriggerPx");
    }

    /** Whether it waits for its trigger, so that it protects now. */
    public boolean isLive() {
        String state = row.text("state");
        return state.equals("live") || state.equals("partially_effective");
    }

    /** Whether it was triggered: what happened then is told by {@link #childId()}. */
    public boolean isEffective() {
        return row.text("state").equals("effective");
    }

    /** The order it became when triggered; empty before. */
    public String childId() {
        if (row.has("ordId") && !row.text("ordId").equals("0")) {
            return row.text("ordId");
        }
        String first = row.node("ordIdList").path(0).asText("");
        return first.equals("0") ? "" : first;
    }

    /** What it closes: zero for the whole position. */
    public BigDecimal quantity() {
        return row.has("closeFraction") ? BigDecimal.ZERO : spec.base(row.decimalOrZero("sz"));
    }

    public Instant createdAt() {
        return row.time("cTime");
    }

    public Instant updatedAt() {
        Instant updated = row.timeOrNull("uTime");
        return updated == null ? createdAt() : updated;
    }

    private OrderState state() {
        return switch (row.text("state")) {
            case "canceled" -> OrderState.CANCELLED;
            case "order_failed", "partially_failed" -> OrderState.REJECTED;
            case "effective" -> OrderState.FILLED;
            default -> OrderState.OPEN;
        };
    }

    /** One order per trigger, the stop first. */
    public List<Order> orders() {
        List<Order> orders = new ArrayList<>(2);
        BigDecimal stop = stop();
        if (stop != null) {
            orders.add(order(OrderOrigin.STOP, stop));
        }
        BigDecimal target = target();
        if (target != null) {
            orders.add(order(OrderOrigin.TARGET, target));
        }
        return orders;
    }

    private Order order(OrderOrigin origin, BigDecimal trigger) {
        OrderState state = state();
        String fail = row.text("failCode");
        String reason = state == OrderState.REJECTED ? "could not be executed, failCode " + fail : "";
        return new Order(
                clientId(),
                algoId(),
                spec.symbol(),
                side(),
                OrderType.MARKET,
                quantity(),
                trigger,
                true,
                origin,
                state == OrderState.FILLED ? OrderState.OPEN : state,
                BigDecimal.ZERO,
                null,
                state == OrderState.CANCELLED ? "cancelled" : reason,
                createdAt(),
                updatedAt());
    }

    /**
     * Which of its triggers caused an execution. OKX tells with {@code actualSide}; before that is known, the trigger
     * nearer to the price is taken.
     */
    public Cause cause(@Nullable BigDecimal executionPrice) {
        return new Cause(clientId(), origin(executionPrice));
    }

    private OrderOrigin origin(@Nullable BigDecimal price) {
        BigDecimal stop = stop();
        BigDecimal target = target();
        if (stop == null && target == null) {
            return OrderOrigin.EXTERNAL;
        }
        if (stop == null || target == null) {
            return target == null ? OrderOrigin.STOP : OrderOrigin.TARGET;
        }
        return switch (row.text("actualSide")) {
            case "sl" -> OrderOrigin.STOP;
            case "tp" -> OrderOrigin.TARGET;
            default -> isNearer(price, target, stop) ? OrderOrigin.TARGET : OrderOrigin.STOP;
        };
    }

    private static boolean isNearer(@Nullable BigDecimal price, BigDecimal one, BigDecimal other) {
        return price != null
                && price.subtract(one).abs().compareTo(price.subtract(other).abs()) < 0;
    }

    /** Whether it is certain which of its triggers an execution belongs to. */
    public boolean tellsSide() {
        return stop() == null || target() == null || row.has("actualSide");
    }
}
