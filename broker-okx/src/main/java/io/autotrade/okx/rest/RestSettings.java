package io.autotrade.okx.rest;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how requests are made.
 *
 * @param baseUrl scheme, host and port only
 * @param demo whether the demo header goes with every call, the public ones too
 * @param credentials null for public data only
 * @param requestsPerSecond own ceiling over all endpoints
 * @param maxRetries how often a failed read is repeated
 * @param timeout for one request, waiting for a connection included
 */
public record RestSettings(
        URI baseUrl,
        boolean demo,
        @Nullable Credentials credentials,
        int requestsPerSecond,
        int maxRetries,
        Duration timeout) {

    public RestSettings {
        if (requestsPerSecond < 1 || maxRetries < 0 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "requestsPerSecond and timeout must be positive, maxRetries not negative");
        }
    }

    boolean tls() {
        return !"http".equals(baseUrl.getScheme());
    }

    int port() {
        return baseUrl.getPort() > 0 ? baseUrl.getPort() : tls() ? 443 : 80;
    }
}
