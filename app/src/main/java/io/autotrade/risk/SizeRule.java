package io.autotrade.risk;

import io.autotrade.bus.RuleResult;
import io.autotrade.config.TradingConfig;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A limit that a smaller order may keep where a larger one does not.
 *
 * @param largest quantity up to which the limit is kept, not rounded to steps, negative when even nothing would break
 *     it; null when there is no bound
 * @param now where the account stands without the order; gives null for limits of a single order
 */
record SizeRule(
        String code,
        Function<TradingConfig, String> limitText,
        Function<TradingConfig, String> description,
        Function<EntryProposal, Finding> check,
        Function<EntryProposal, @Nullable BigDecimal> largest,
        Function<AccountView, @Nullable Standing> now)
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

    @Override
    public @Nullable Standing standing(AccountView account) {
        return now.apply(account);
    }
}
