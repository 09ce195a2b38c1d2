package io.autotrade.risk;

import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate says.
 *
 * @param outcome what follows
 * @param rules every rule that was evaluated, in order
 * @param action what may be done; null when nothing may
 */
public record Verdict(
        VerdictOutcome outcome,
        List<RuleResult> rules,
        @Nullable Allowed action) {

    public Verdict {
        rules = List.copyOf(rules);
    }

    /** What the order desk may do. */
    public sealed interface Allowed {

        /**
         * Open a position, with its protection, at market.
         *
         * @param quantity base asset, a multiple of the instrument's step
         * @param worstPrice the order must not be filled beyond this price; null for no bound
         */
        record Open(
                PositionSide side,
                BigDecimal quantity,
                BigDecimal leverage,
                BigDecimal stopPrice,
                @Nullable BigDecimal targetPrice,
                BigDecimal referencePrice,
                @Nullable BigDecimal worstPrice)
                implements Allowed {}

        /** Close the whole position; {@code side} is the order side. */
        record Close(
                Side side, BigDecimal quantity, @Nullable BigDecimal referencePrice) implements Allowed {}

        /** Move stop and target of the open position. Null keeps what is there. A stop is never moved to more risk. */
        record MoveProtection(
                @Nullable BigDecimal stopPrice, @Nullable BigDecimal targetPrice) implements Allowed {}
    }
}
