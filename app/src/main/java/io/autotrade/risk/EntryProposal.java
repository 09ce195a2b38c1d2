package io.autotrade.risk;

import io.autotrade.broker.PositionSide;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A proposal to open a position after sizing, as the rules see it.
 *
 * @param quantity base asset after rounding down to the instrument's step; zero when it cannot be sized
 * @param notional {@code quantity x price}
 * @param margin {@code notional / leverage}
 * @param price price the entry is expected at: ask for a long, bid for a short; null when there is no live price
 */
public record EntryProposal(
        GateInput input,
        PositionSide side,
        BigDecimal quantity,
        BigDecimal notional,
        BigDecimal margin,
        BigDecimal leverage,
        @Nullable BigDecimal price) {}
