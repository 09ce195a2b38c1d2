package io.autotrade.risk;

import io.autotrade.bus.RuleResult;
import io.autotrade.config.TradingConfig;
import org.jspecify.annotations.Nullable;

/**
 * One limit. A rule is a pure function; it never sees anything but its input, and says what it compared with what. What
 * it needs and is not given makes it fail.
 */
public interface RiskRule {

    /** Stable code, such as {@code max_leverage}; part of the public vocabulary. */
    String code();

    /** The limit in force, with unit, such as {@code 10x}; the prompt shows exactly this text. */
    String limit(TradingConfig config);

    /** One sentence that tells a model and a person what is demanded, with the limit in force. */
    String describe(TradingConfig config);

    /** Evaluates the rule for a proposed entry. */
    RuleResult evaluate(EntryProposal entry);

    /**
     * Where the account stands against this limit without any proposal; null for a rule that only concerns proposals.
     */
    default @Nullable Standing standing(AccountView account) {
        return null;
    }

    /**
     * @param value what is now, as text with unit
     * @param headroom what is left until the limit, as text with unit; empty where that has no meaning
     * @param passed whether the limit is kept now
     */
    record Standing(String value, String headroom, boolean passed) {}
}
