package io.autotrade.okx.model;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An order as OKX sends it over REST and push. Who caused it is not always in the row: the child of a triggered
 * protective order names its algo order only, see {@link #algoId()}.
 */
public record OrderRow(Row row, SwapSpec spec) {

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    public String orderId() {
        return row.required("ordId");
    }

    public @Nullable ClientOrderId clientOrderId() {
        return clientId(row.text("clOrdId"));
    }

    /** Of the protective order that was triggered; empty for all other orders. */
    public String algoId() {
        return row.text("algoId");
    }

    /** Whether the venue itself made the order: liquidation, deleveraging and the like. */
    public boolean isForced() {
        String category = row.text("category");
        return category.equals("adl") || category.equals("full_liquidation") || category.equals("partial_liquidation");
    }

    public Side side() {
        return side(row.required("side"));
    }

    /** Filled so far, over all updates. */
    public BigDecimal filled() {
        return spec.base(row.decimalOrZero("accFillSz"));
    }

    public OrderState state() {
        return switch (row.required("state")) {
            case "filled" -> OrderState.FILLED;
            case "canceled", "mmp_canceled" -> OrderState.CANCELLED;
            // An unknown state is taken for one that can still change, so that it is asked for again.
            default -> filled().signum() > 0 ? OrderState.PARTIALLY_FILLED : OrderState.OPEN;
        };
    }

    /** Price of the executions so far; null while there is none. */
    public @Nullable BigDecimal averagePrice() {
        if (filled().signum() == 0) {
            return null;
        }
        BigDecimal average = row.positiveOrNull("avgPx");
        if (average == null) {
            throw new MalformedReply("order " + orderId() + " is filled but has no avgPx");
        }
        return average;
    }

    /** Who caused the order, as far as the row tells. */
    public OrderOrigin plainOrigin() {
        return clientOrderId() == null ? OrderOrigin.EXTERNAL : Tags.origin(row.text("tag"));
    }

    /** The order with the given cause. */
    public Order order(Cause cause) {
        OrderState state = state();
        return new Order(
                cause.clientOrderId(),
                orderId(),
                spec.symbol(),
                side(),
                type(row.text("ordType"), row.has("px")),
                spec.base(row.decimalOrZero("sz")),
                row.positiveOrNull("px"),
                row.isTrue("reduceOnly"),
                cause.origin(),
                state,
                filled(),
                averagePrice(),
                state == OrderState.CANCELLED ? CancelSources.describe(row.text("cancelSource")) : "",
                row.time("cTime"),
                row.time("uTime"));
    }

    /** The execution this push tells of; empty when it tells of none, or of a forced one, which is a booking. */
    public Optional<Fill> pushedFill(Cause cause) {
        String trade = row.text("tradeId");
        BigDecimal size = row.positiveOrNull("fillSz");
        if (trade.isEmpty() || trade.equals("0") || trade.startsWith("-") || size == null || isForced()) {
            return Optional.empty();
        }
        return Optional.of(new Fill(
                FillRow.id(spec.symbol(), trade, orderId()),
                cause.clientOrderId(),
                orderId(),
                spec.symbol(),
                side(),
                spec.base(size),
                row.decimal("fillPx"),
                row.decimalOrZero("fillFee").negate(),
                row.has("fillFeeCcy") ? row.text("fillFeeCcy") : spec.settle(),
                liquidity(row.text("execType")),
                cause.origin(),
                row.time("fillTime")));
    }

    public Instant updatedAt() {
        return row.time("uTime");
    }

    static Side side(String text) {
        return switch (text) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new MalformedReply("side is neither buy nor sell: '" + text + "'");
        };
    }

    static Liquidity liquidity(String text) {
        return text.equals("M") ? Liquidity.MAKER : Liquidity.TAKER;
    }

    static @Nullable ClientOrderId clientId(String text) {
        return CLIENT_ID.matcher(text).matches() ? new ClientOrderId(text) : null;
    }

    /** Kinds the service does not know are described by the nearest it does. */
    private static OrderType type(String text, boolean priced) {
        return switch (text) {
            case "market", "optimal_limit_ioc" -> OrderType.MARKET;
            case "post_only", "mmp_and_post_only", "elp", "rpi" -> OrderType.POST_ONLY;
            case "ioc" -> OrderType.IOC;
            case "fok", "op_fok" -> OrderType.FOK;
            default -> priced ? OrderType.LIMIT : OrderType.MARKET;
        };
    }
}
