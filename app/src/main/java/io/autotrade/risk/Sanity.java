package io.autotrade.risk;

import io.autotrade.bus.Decision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the numbers of a proposal before anything is computed with them. A number such as {@code 1E+1000000000} is a
 * valid decimal, and adding 1 to it would need a gigabyte. What is beyond every conceivable limit is replaced by a
 * value that is beyond it as well, so that the rules refuse it as they would have refused the original.
 */
final class Sanity {

    private static final int MAX_EXPONENT = 18;
    private static final MathContext DIGITS = new MathContext(34, RoundingMode.DOWN);
    private static final BigDecimal LARGEST = BigDecimal.ONE.movePointRight(MAX_EXPONENT);

    private Sanity() {}

    static Decision bounded(Decision decision) {
        return new Decision(
                decision.decisionId(),
                decision.symbol(),
                decision.action(),
                bounded(decision.sizePct()),
                bounded(decision.quantity()),
                bounded(decision.leverage()),
                bounded(decision.confidence()),
                bounded(decision.stopLoss()),
                bounded(decision.takeProfit()),
                decision.maxSlippageBps(),
                decision.invalidation(),
                decision.rationale());
    }

    static @Nullable BigDecimal bounded(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long exponent = (long) value.precision() - value.scale();
        if (exponent > MAX_EXPONENT) {
            return value.signum() > 0 ? LARGEST : LARGEST.negate();
        }
        if (exponent < -MAX_EXPONENT) {
            return BigDecimal.ZERO;
        }
        return value.round(DIGITS);
    }
}
