package io.autotrade.okx.model;

import io.autotrade.broker.Booking;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of the bills lists: one change of the money of the account. */
public record BillRow(Row row) {

    private static final String TRADE = "2";

    public String billId() {
        return row.required("billId");
    }

    /**
     * The booking this bill is; empty for trades, which are fills, for other currencies and for bills that moved
     * nothing.
     *
     * @param currency settlement currency of the account
     * @param specs finds the specification of a swap; null for what is not a swap
     */
    public Optional<Booking> booking(String currency, Function<String, @Nullable SwapSpec> specs) {
        if (!row.text("ccy").equals(currency) || row.text("type").equals(TRADE)) {
            return Optional.empty();
        }
        SwapSpec spec = specs.apply(row.text("instId"));
        Booking.ForcedKind kind = forcedKind(row.text("subType"));
        PositionSide side = reducedSide(row.text("subType"));
        if (spec != null && kind != null && side != null && row.positiveOrNull("sz") != null) {
            return Optional.of(forced(spec, kind, side));
        }
        BigDecimal change = row.decimalOrZero("balChg");
        if (change.signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(isFunding() && row.has("instId") ? funding(change) : transfer(change));
    }

    private boolean isFunding() {
        String kind = row.text("subType");
        return kind.equals("173") || kind.equals("174");
    }

    private Booking funding(BigDecimal change) {
        return new Booking.Funding(billId(), new Symbol(row.text("instId")), change, null, row.time("ts"));
    }

    private Booking forced(SwapSpec spec, Booking.ForcedKind kind, PositionSide side) {
        return new Booking.ForcedClose(
                billId(),
                kind,
                spec.symbol(),
                side,
                spec.base(row.decimal("sz")),
                row.decimal("px"),
                row.decimalOrZero("fee").negate(),
                row.time("ts"));
    }

    private Booking transfer(BigDecimal change) {
        String type = row.text("type");
        String note = type.equals("1")
                ? "transfer"
                : "OKX bill of type " + type + ", subtype " + row.text("subType") + " " + row.text("notes");
        return new Booking.Transfer(billId(), change, note.strip(), row.time("ts"));
    }

    private static Booking.@Nullable ForcedKind forcedKind(String subType) {
        return switch (subType) {
            case "100", "101", "102", "103", "104", "105", "106", "107" -> Booking.ForcedKind.LIQUIDATION;
            case "125", "126", "127", "128" -> Booking.ForcedKind.ADL;
            default -> null;
        };
    }

    /** In the net mode a long is reduced by a sale, a short by a purchase. */
    private static @Nullable PositionSide reducedSide(String subType) {
        return switch (subType) {
            case "100", "103", "104", "107", "125", "128" -> PositionSide.LONG;
            case "101", "102", "105", "106", "126", "127" -> PositionSide.SHORT;
            default -> null;
        };
    }
}
