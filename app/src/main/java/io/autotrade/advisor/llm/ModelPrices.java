package io.autotrade.advisor.llm;

import io.autotrade.config.ThisMachine;
import io.autotrade.config.TradingConfig.ModelPrice;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * What tokens cost. The configured prices, then the built-in ones; a model of neither is charged like the dearest one
 * known, so that a budget holds. A model on this machine costs nothing.
 */
final class ModelPrices {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** List prices in US dollars per million tokens; the configuration overrides them. */
    private static final List<ModelPrice> BUILT_IN = List.of(
            new ModelPrice("deepseek-chat", new BigDecimal("0.28"), new BigDecimal("0.028"), new BigDecimal("0.42")),
            new ModelPrice(
                    "deepseek-reasoner", new BigDecimal("0.28"), new BigDecimal("0.028"), new BigDecimal("0.42")),
            new ModelPrice("gpt-4o", new BigDecimal("2.50"), new BigDecimal("1.25"), new BigDecimal("10.00")));

    private ModelPrices() {}

    static BigDecimal cost(ModelEndpoint endpoint, ChatReply.Usage usage, List<ModelPrice> configured) {
        ModelPrice price = find(endpoint, configured);
        return price.promptUsd()
                .multiply(BigDecimal.valueOf(usage.prompt() - usage.cached()))
                .add(price.cachedPromptUsd().multiply(BigDecimal.valueOf(usage.cached())))
                .add(price.completionUsd().multiply(BigDecimal.valueOf(usage.completion())))
                .divide(MILLION)
                .stripTrailingZeros();
    }

    private static ModelPrice find(ModelEndpoint endpoint, List<ModelPrice> configured) {
        for (List<ModelPrice> table : List.of(configured, BUILT_IN)) {
            for (ModelPrice price : table) {
                if (price.model().equals(endpoint.model())) {
                    return price;
                }
            }
        }
        if (ThisMachine.isNamedBy(endpoint.host())) {
            return new ModelPrice(endpoint.model(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        return java.util.stream.Stream.concat(configured.stream(), BUILT_IN.stream())
                .max(Comparator.comparing(ModelPrice::completionUsd))
                .orElseThrow();
    }
}
