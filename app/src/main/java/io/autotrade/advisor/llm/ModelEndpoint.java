package io.autotrade.advisor.llm;

import io.autotrade.config.Secret;
import io.autotrade.config.TradingConfig.LlmConfig;
import io.autotrade.config.TradingConfig.ModelRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model behind one address.
 *
 * @param baseUrl without trailing slash, such as {@code https://api.deepseek.com/v1}
 * @param apiKey null for an endpoint that needs none
 */
record ModelEndpoint(
        String provider,
        String model,
        String baseUrl,
        @Nullable Secret apiKey) {

    private static final int MIN_SECRET_LENGTH = 12;

    /** The configured model and its fallbacks, in the order in which they are asked. */
    static List<ModelEndpoint> of(LlmConfig config) {
        List<ModelEndpoint> all = new ArrayList<>();
        all.add(new ModelEndpoint(config.provider(), config.model(), config.baseUrl(), config.apiKey()));
        for (ModelRef ref : config.fallbacks()) {
            String url = ref.baseUrl();
            // A key belongs to the address it was given for and is sent to no other.
            Secret key = ref.apiKey() != null || (url != null && !sameOrigin(url, config.baseUrl()))
                    ? ref.apiKey()
                    : config.apiKey();
            all.add(new ModelEndpoint(ref.provider(), ref.model(), url == null ? config.baseUrl() : url, key));
        }
        return all;
    }

    /** Name for messages: model and host, nothing secret. */
    String label() {
        return model + " at " + host();
    }

    String host() {
        try {
            String host = URI.create(baseUrl).getHost();
            return host == null ? "an invalid address" : host;
        } catch (IllegalArgumentException e) {
            return "an invalid address";
        }
    }

    /** What a circuit breaker is kept for. */
    String key() {
        return baseUrl + '#' + model;
    }

    boolean hasKey() {
        return apiKey != null && !apiKey.isBlank();
    }

    /** The text with the key blackened wherever it stands in it; a placeholder such as {@code none} is no key. */
    String withoutKey(String text) {
        String key = apiKey == null ? "" : apiKey.reveal().strip();
        return key.length() < MIN_SECRET_LENGTH ? text : text.replace(key, "***");
    }

    private static boolean sameOrigin(String one, String other) {
        try {
            URI a = URI.create(one);
            URI b = URI.create(other);
            return String.valueOf(a.getScheme()).equalsIgnoreCase(String.valueOf(b.getScheme()))
                    && String.valueOf(a.getAuthority()).equalsIgnoreCase(String.valueOf(b.getAuthority()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
