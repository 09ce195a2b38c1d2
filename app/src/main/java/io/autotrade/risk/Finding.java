package io.autotrade.risk;

import io.autotrade.bus.RuleResult;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found.
 *
 * @param limit the limit where it depends on more than the configuration; null for the configured one
 * @param reason empty when passed
 */
record Finding(boolean passed, @Nullable String limit, String value, String reason) {

    static Finding of(boolean passed, String value, String reasonIfNot) {
        return new Finding(passed, null, value, passed ? "" : reasonIfNot);
    }

    /** Something the rule needs is not known. */
    static Finding unknown(String what) {
        return new Finding(false, null, Texts.NONE, what + " is not known");
    }

    Finding withLimit(String text) {
        return new Finding(passed, text, value, reason);
    }

    RuleResult as(String code, String configuredLimit) {
        return new RuleResult(code, passed, limit == null ? configuredLimit : limit, value, reason);
    }
}
