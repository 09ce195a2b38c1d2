package io.autotrade.advisor.llm;

import io.autotrade.config.TradingConfig.LlmConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Bounds of one call.
 *
 * @param deadline wall time by which the call has an outcome, tries and waits included
 * @param timeout of one try
 * @param maxRetries after the first try
 * @param allowedHosts hosts that may have private addresses
 */
record CallLimits(Instant deadline, Duration timeout, int maxRetries, Set<String> allowedHosts) {

    CallLimits {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    static CallLimits of(LlmConfig config, Instant deadline) {
        return new CallLimits(deadline, config.timeout(), config.maxRetries(), Set.copyOf(config.allowedHosts()));
    }
}
