package io.autotrade.risk;

import io.autotrade.bus.RuleResult;
import io.autotrade.config.TradingConfig;

/** One limit. A rule is a pure function; it never sees anything but its input, and says what it compared with what. */
public interface RiskRule {

    /** Stable code, such as {@code max_leverage}; part of the public vocabulary. */
    String code();

    /** The limit in force, with unit, such as {@code 10x}; the prompt shows exactly this text. */
    String limit(TradingConfig config);

    /** One sentence that tells a model and a person what is demanded, with the limit in force. */
    String describe(TradingConfig config);

    /** Evaluates the rule for a proposed entry. */
    RuleResult evaluate(EntryProposal entry);
}
