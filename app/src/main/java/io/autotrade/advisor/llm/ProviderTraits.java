package io.autotrade.advisor.llm;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What providers and models do differently; the one place that knows. The first row whose provider and model fit is
 * used.
 *
 * @param provider matches {@code trading.llm.provider}
 * @param model matches the model name
 * @param jsonFormat takes {@code response_format: {type: json_object}}
 * @param temperature takes a temperature; reasoning models refuse or ignore it
 * @param tools takes function tools
 * @param reasoning names under which a message carries its reasoning
 * @param cachedTokens paths in {@code usage} under which cached prompt tokens are counted
 */
record ProviderTraits(
        Pattern provider,
        Pattern model,
        boolean jsonFormat,
        boolean temperature,
        boolean tools,
        List<String> reasoning,
        List<String> cachedTokens) {

    private static final List<String> REASONING = List.of("reasoning_content", "reasoning");
    private static final List<String> CACHED =
            List.of("/prompt_cache_hit_tokens", "/prompt_tokens_details/cached_tokens", "/cached_tokens");

    private static final List<ProviderTraits> TABLE = List.of(
            //  provider               model                           json   temp.  tools
            row("deepseek", ".*(reasoner|r1).*", false, false, false),
            row("deepseek", ".*", true, true, true),
            row("openai", "(o\\d|gpt-5).*", true, false, true),
            row("openai", ".*", true, true, true),
            row("ollama|vllm", ".*(reasoner|r1|qwq|think).*", false, true, false),
            row("ollama|vllm", ".*", true, true, true),
            // Endpoints of which nothing is known get the plain request; the parser copes with what comes back.
            row(".*", ".*", false, true, false));

    static ProviderTraits of(ModelEndpoint endpoint) {
        String provider = endpoint.provider().toLowerCase(Locale.ROOT);
        String model = endpoint.model().toLowerCase(Locale.ROOT);
        return TABLE.stream()
                .filter(row -> row.provider.matcher(provider).matches()
                        && row.model.matcher(model).matches())
                .findFirst()
                .orElseThrow();
    }

    private static ProviderTraits row(
            String provider, String model, boolean jsonFormat, boolean temperature, boolean tools) {
        return new ProviderTraits(
                Pattern.compile(provider), Pattern.compile(model), jsonFormat, temperature, tools, REASONING, CACHED);
    }
}
