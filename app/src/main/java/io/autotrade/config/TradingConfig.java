package io.autotrade.config;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code trading}.
 *
 * @param brokerType which broker plugin trades; changing it at run time is a guarded hand-over
 * @param symbols what is evaluated, without duplicates, never empty
 * @param evaluationInterval from {@code evaluation_interval_minutes}
 * @param maxPositionSizePct percent of equity, see the risk rule of the same name
 * @param confidenceThreshold fraction
 */
public record TradingConfig(
        String brokerType,
        List<Symbol> symbols,
        Duration evaluationInterval,
        BigDecimal maxPositionSizePct,
        BigDecimal confidenceThreshold,
        boolean allowShort,
        AdvisorChoice advisor,
        LlmConfig llm,
        RiskConfig risk) {

    /** Value of {@code trading.advisor}. */
    public enum AdvisorChoice {
        /** The model when a key or a local base_url is set, else the baseline. */
        AUTO,
        LLM,
        BASELINE
    }

    public TradingConfig {
        symbols = List.copyOf(symbols);
    }

    /** Whether the language model is the advisor. */
    public boolean usesModel() {
        return switch (advisor) {
            case LLM -> true;
            case BASELINE -> false;
            case AUTO -> llm.usable();
        };
    }

    /** The same without anything about models: what the risk rules read, and nothing secret. */
    public TradingConfig withoutModels() {
        return new TradingConfig(
                brokerType,
                symbols,
                evaluationInterval,
                maxPositionSizePct,
                confidenceThreshold,
                allowShort,
                advisor,
                LlmConfig.NONE,
                risk);
    }

    /**
     * Section {@code trading.llm}.
     *
     * @param baseUrl without trailing slash
     * @param apiKey null when none is set
     * @param maxRetries after the first try
     * @param cycleDeadline after which an answer is stored and not traded
     * @param dailyBudgetUsd null for no budget
     * @param fallbacks further models, in order
     * @param allowedHosts hosts that may be private or link-local addresses; loopback always may
     * @param reducingWhenDown true: exits only when no model answers; false: HALTED
     */
    public record LlmConfig(
            String provider,
            String model,
            String baseUrl,
            @Nullable Secret apiKey,
            BigDecimal temperature,
            Duration timeout,
            int maxRetries,
            Duration cycleDeadline,
            @Nullable BigDecimal dailyBudgetUsd,
            List<ModelRef> fallbacks,
            List<ModelPrice> prices,
            boolean tools,
            List<String> allowedHosts,
            int maxRulesInPrompt,
            int maxHistoryTrades,
            boolean feedbackEnabled,
            boolean reducingWhenDown) {

        private static final LlmConfig NONE = new LlmConfig(
                "",
                "",
                "",
                null,
                BigDecimal.ZERO,
                Duration.ZERO,
                0,
                Duration.ZERO,
                null,
                List.of(),
                List.of(),
                false,
                List.of(),
                0,
                0,
                false,
                true);

        public LlmConfig {
            fallbacks = List.copyOf(fallbacks);
            prices = List.copyOf(prices);
            allowedHosts = List.copyOf(allowedHosts);
        }

        /**
         * Whether there is a key, or an endpoint that needs none: on this machine or a host that is allowed by name.
         */
        public boolean usable() {
            return (apiKey != null && !apiKey.isBlank()) || needsNoKey(baseUrl, allowedHosts);
        }

        static boolean needsNoKey(String url, List<String> allowedHosts) {
            try {
                String host = java.net.URI.create(url).getHost();
                return host != null
                        && (ThisMachine.isNamedBy(host) || allowedHosts.stream().anyMatch(host::equalsIgnoreCase));
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** Another model to ask when those before it fail; null parts are those of {@link LlmConfig}. */
    public record ModelRef(
            String provider,
            String model,
            @Nullable String baseUrl,
            @Nullable Secret apiKey) {}

    /** US dollars per million tokens. */
    public record ModelPrice(
            String model, BigDecimal promptUsd, BigDecimal cachedPromptUsd, BigDecimal completionUsd) {}

    /**
     * Section {@code trading.risk}. Percent values are of equity unless said otherwise.
     *
     * @param maxLeverage largest leverage of a position
     * @param dailyLossCap settlement currency lost since 00:00 UTC, unrealised included
     * @param drawdownPausePct fall from peak equity
     * @param minRewardRisk reward to risk of an entry after fees
     * @param maxStopDistancePct of the entry price
     * @param minCashBufferPct of equity that stays free after the trade
     * @param maxGrossExposurePct sum of all notionals after the trade
     * @param minNotional settlement currency
     * @param lossStreakPause number of losing trades in a row; 0 switches the rule off
     * @param cooldown after closing a position before the symbol may be entered again
     * @param staleAfter age of the newest price above which there is no new exposure
     * @param maxDecisionAge age of a decision above which it is not executed
     * @param maxPriceDriftBps price move against the order since the snapshot
     */
    public record RiskConfig(
            BigDecimal maxLeverage,
            BigDecimal dailyLossCap,
            BigDecimal drawdownPausePct,
            BigDecimal minRewardRisk,
            BigDecimal maxStopDistancePct,
            BigDecimal minCashBufferPct,
            BigDecimal maxGrossExposurePct,
            BigDecimal minNotional,
            int lossStreakPause,
            Duration cooldown,
            int maxOrdersPerHour,
            Duration staleAfter,
            Duration maxDecisionAge,
            BigDecimal maxPriceDriftBps) {}
}
