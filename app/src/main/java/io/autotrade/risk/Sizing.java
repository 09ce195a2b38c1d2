package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Decision;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * From a proposal to a quantity: {@code size_pct} percent of equity as margin, times leverage, is the notional; else
 * the quantity as given; else {@link #DEFAULT_SIZE_PCT} percent. Always rounded down to the instrument's step.
 */
final class Sizing {

    /** Percent of equity used as margin when a proposal names no size. */
    static final BigDecimal DEFAULT_SIZE_PCT = BigDecimal.TEN;

    private Sizing() {}

    /** Quantity zero where there is no live price or no instrument, or where the proposal asks for nothing. */
    static EntryProposal propose(GateInput input, PositionSide side) {
        BigDecimal price = entryPrice(input, side);
        BigDecimal leverage = leverage(input.decision()).max(BigDecimal.ONE);
        Instrument instrument = input.instrument();
        BigDecimal quantity = price == null || instrument == null
                ? BigDecimal.ZERO
                : floor(requested(input, price, leverage), instrument);
        return withQuantity(input, side, price, leverage, quantity);
    }

    static EntryProposal withQuantity(EntryProposal entry, BigDecimal quantity) {
        return withQuantity(entry.input(), entry.side(), entry.price(), entry.leverage(), quantity);
    }

    private static EntryProposal withQuantity(
            GateInput input, PositionSide side, @Nullable BigDecimal price, BigDecimal leverage, BigDecimal quantity) {
        BigDecimal notional = price == null ? BigDecimal.ZERO : quantity.multiply(price);
        BigDecimal margin = notional.divide(leverage, 12, RoundingMode.UP);
        return new EntryProposal(input, side, quantity, notional, margin, leverage, price);
    }

    /** What the proposal says; 1 when it says nothing. May be any number. */
    static BigDecimal leverage(Decision decision) {
        return decision.leverage() == null ? BigDecimal.ONE : decision.leverage();
    }

    private static @Nullable BigDecimal entryPrice(GateInput input, PositionSide side) {
        GateInput.LivePrice live = input.live();
        if (live == null) {
            return null;
        }
        BigDecimal price = side == PositionSide.LONG ? live.ask() : live.bid();
        return price.signum() > 0 ? price : null;
    }

    private static BigDecimal requested(GateInput input, BigDecimal price, BigDecimal leverage) {
        Decision decision = input.decision();
        BigDecimal quantity = decision.quantity();
        if (decision.sizePct() == null && quantity != null) {
            return quantity;
        }
        return input.portfolio()
                .equity()
                .multiply(marginPct(decision))
                .multiply(leverage)
                .divide(price.multiply(EntryMath.HUNDRED), 18, RoundingMode.DOWN);
    }

    private static BigDecimal marginPct(Decision decision) {
        return decision.sizePct() == null ? DEFAULT_SIZE_PCT : decision.sizePct();
    }

    static BigDecimal floor(BigDecimal quantity, Instrument instrument) {
        return quantity.signum() <= 0
                ? BigDecimal.ZERO
                : EntryMath.steps(quantity, instrument.quantityStep(), RoundingMode.DOWN);
    }
}
