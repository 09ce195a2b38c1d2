package io.autotrade.risk;

import io.autotrade.bus.RuleResult;
import io.autotrade.config.TradingConfig;
import java.util.function.Function;

/**
 * A limit of the whole account, the same for every proposal.
 *
 * @param check what is now against the limit
 */
record AccountRule(
        String code,
        Function<TradingConfig, String> limitText,
        Function<TradingConfig, String> description,
        Function<AccountView, Check> check)
        implements RiskRule {

    /** @param headroom empty where it has no meaning */
    record Check(boolean passed, String value, String headroom, String reasonIfNot) {}

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
        Check found = check.apply(AccountView.of(entry.input()));
        return Finding.of(found.passed(), found.value(), found.reasonIfNot())
                .as(code, limit(entry.input().config()));
    }

    @Override
    public Standing standing(AccountView account) {
        Check found = check.apply(account);
        return new Standing(found.value(), found.headroom(), found.passed());
    }
}
