package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.bus.RuleResult;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The one amendment there is: an order that is larger than position size, gross exposure, cash buffer or the venue
 * allow is reduced to the largest quantity that all of them allow. It never enlarges an order and changes nothing but
 * its quantity.
 */
final class SizeToLimit {

    static final String CODE = "size_to_limit";

    /**
     * @param entry what is left to be judged
     * @param record null when nothing was changed
     */
    record Amendment(EntryProposal entry, @Nullable RuleResult record) {}

    private SizeToLimit() {}

    static Amendment apply(EntryProposal asked) {
        Instrument instrument = asked.input().instrument();
        if (instrument == null) {
            return new Amendment(asked, null);
        }
        BigDecimal fitting = asked.quantity();
        String because = "";
        for (SizeRule rule : SizeRules.ALL) {
            BigDecimal largest = rule.largest().apply(asked);
            BigDecimal allowed = largest == null ? fitting : Sizing.floor(largest, instrument);
            if (allowed.compareTo(fitting) < 0) {
                fitting = allowed;
                because = rule.code();
            }
        }
        return because.isEmpty()
                ? new Amendment(asked, null)
                : new Amendment(Sizing.withQuantity(asked, fitting), record(asked, fitting, because, instrument));
    }

    private static RuleResult record(EntryProposal asked, BigDecimal fitting, String because, Instrument instrument) {
        String from = Texts.plain(asked.quantity()) + ' ' + instrument.baseCurrency();
        String to = Texts.plain(fitting) + ' ' + instrument.baseCurrency();
        return new RuleResult(CODE, true, to, from, "reduced from " + from + " to " + to + " by " + because);
    }
}
