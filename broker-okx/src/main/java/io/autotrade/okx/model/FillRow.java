package io.autotrade.okx.model;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Symbol;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of the fills lists. */
public record FillRow(Row row, SwapSpec spec) {

    /** Executions by the venue itself, see {@link BillRow}. */
    private static final Set<String> FORCED =
            Set.of("100", "101", "102", "103", "104", "105", "106", "107", "125", "126", "127", "128");

    /** The id of an execution, the same however it is learnt. */
    static String id(Symbol symbol, String tradeId, String orderId) {
        return symbol + ":" + tradeId + ":" + orderId;
    }

    public String orderId() {
        return row.required("ordId");
    }

    public String billId() {
        return row.required("billId");
    }

    public @Nullable ClientOrderId clientOrderId() {
        return OrderRow.clientId(row.text("clOrdId"));
    }

    /** Whether it is a liquidation or deleveraging, which is a booking and not a fill. */
    public boolean isForced() {
        return row.required("tradeId").startsWith("-") || FORCED.contains(row.text("subType"));
    }

    /**
     * Who caused the execution, as far as the row tells; empty when the order must be asked: the children of protective
     * orders carry neither id nor tag.
     */
    public Optional<Cause> plainCause() {
        ClientOrderId id = clientOrderId();
        if (id == null) {
            return Optional.empty();
        }
        return Optional.of(new Cause(id, Tags.origin(row.text("tag"))));
    }

    public Fill fill(Cause cause) {
        return new Fill(
                id(spec.symbol(), row.required("tradeId"), orderId()),
                cause.clientOrderId(),
                orderId(),
                spec.symbol(),
                OrderRow.side(row.required("side")),
                spec.base(row.decimal("fillSz")),
                row.decimal("fillPx"),
                row.decimalOrZero("fee").negate(),
                row.has("feeCcy") ? row.text("feeCcy") : spec.settle(),
                OrderRow.liquidity(row.text("execType")),
                cause.origin(),
                row.time(row.has("fillTime") ? "fillTime" : "ts"));
    }
}
