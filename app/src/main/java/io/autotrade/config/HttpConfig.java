package io.autotrade.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code http}.
 *
 * @param port 0 lets the system choose
 * @param tokens further tokens with their roles; the generated operator token always exists
 * @param behindProxy TLS is terminated in front of the service, so a plain non-loopback address is allowed
 * @param maxSockets WebSockets that may be open at a time
 * @param requestsPerSecond of one address, in the long run
 */
public record HttpConfig(
        String host,
        int port,
        Auth auth,
        List<Token> tokens,
        List<String> allowedOrigins,
        List<String> allowedHosts,
        @Nullable Secret cronToken,
        @Nullable Tls tls,
        boolean behindProxy,
        int maxSockets,
        int requestsPerSecond) {

    /** Value of {@code http.auth}. */
    public enum Auth {
        TOKEN,
        /** No token is asked for; only on loopback and never with a LIVE broker. */
        OFF
    }

    /** What a token may do; each role may do what those before it may. */
    public enum Role {
        VIEWER,
        OPERATOR,
        APPROVER
    }

    /** A token of a named person. */
    public record Token(String name, Role role, Secret token) {}

    /** PEM files, absolute paths. */
    public record Tls(String certificate, String key) {}

    public HttpConfig {
        tokens = List.copyOf(tokens);
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedHosts = List.copyOf(allowedHosts);
    }

    public boolean loopback() {
        return ThisMachine.isNamedBy(host);
    }
}
