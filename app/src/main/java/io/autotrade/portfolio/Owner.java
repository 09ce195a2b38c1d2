package io.autotrade.portfolio;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.bus.Decision;
import io.autotrade.bus.OrderIntended;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who opened a position, and with what in mind.
 *
 * @param leverage null when no intent of this service opened it
 * @param ruleIds learned rules in the prompt of the decision
 */
record Owner(
        @Nullable String decisionId,
        @Nullable BigDecimal leverage,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal targetPrice,
        @Nullable ClientOrderId protectionId,
        @Nullable BigDecimal confidence,
        String invalidation,
        String rationale,
        List<String> ruleIds) {

    static Owner of(
            @Nullable String decisionId,
            @Nullable OrderIntended intent,
            @Nullable Decision decision,
            List<String> ruleIds) {
        return new Owner(
                decisionId,
                intent == null ? null : intent.leverage(),
                intent == null ? null : intent.stopLoss(),
                intent == null ? null : intent.takeProfit(),
                intent == null ? null : intent.protectionId(),
                decision == null ? null : decision.confidence(),
                decision == null ? "" : decision.invalidation(),
                decision == null ? "" : decision.rationale(),
                ruleIds);
    }

    /** The intended leverage, else what the venue says, else 1. */
    BigDecimal leverageOr(@Nullable BigDecimal venueLeverage) {
        if (leverage != null && leverage.signum() > 0) {
            return leverage;
        }
        return venueLeverage != null && venueLeverage.signum() > 0 ? venueLeverage : BigDecimal.ONE;
    }
}
