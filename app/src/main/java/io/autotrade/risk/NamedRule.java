package io.autotrade.risk;

import io.autotrade.bus.RuleResult;
import io.autotrade.config.TradingConfig;
import java.util.function.Function;

/** A {@link RiskRule} put together from its parts. */
record NamedRule(
        String code,
        Function<TradingConfig, String> limitText,
        Function<TradingConfig, String> description,
        Function<EntryProposal, Finding> check)
        implements RiskRule {

    @Override
    public String limit(TradingConfig config) {
        return limitText.apply(config);
    }

    @Override
    public String describe(TradingConfig config) {
        return description.apply(config);
    }

    @Override
    public RuleResult evaluate(EntryProposal entry) {
        return check.apply(entry).as(code, limit(entry.input().config()));
    }
}
