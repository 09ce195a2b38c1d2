package io.autotrade.api;

import io.autotrade.config.HttpConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every request passes before anything else looks at it: rate, Host, Origin, CORS and the usual headers. */
final class Guard {

    private static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";

    private final Supplier<HttpConfig> config;
    private final RequestRate rate;

    Guard(Supplier<HttpConfig> config, InstantSource clock) {
        this.config = config;
        this.rate = new RequestRate(clock, () -> config.get().requestsPerSecond());
    }

    void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpConfig http = config.get();
        headers(context.response(), http);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean trusted = origin != null && Origins.originAllowed(origin, authority(request), http);
        if (trusted) {
            cors(context.response(), origin);
        }
        if (!rate.admit(address(request))) {
            throw Problem.withHeader(429, "too many requests from this address", "Retry-After", "1");
        }
        checkHost(request, http);
        if (isPreflight(request)) {
            preflight(context, trusted);
        } else if (origin != null && !trusted && acts(request)) {
            throw Problem.of(
                    403, "pages of " + Problem.shown(origin) + " may not do this; http.allowed_origins lists who may");
        } else {
            context.next();
        }
    }

    static String address(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
    }

    private static @Nullable String authority(HttpServerRequest request) {
        return request.authority() == null ? null : request.authority().toString();
    }

    private static void checkHost(HttpServerRequest request, HttpConfig http) {
        String authority = authority(request);
        if (authority == null) {
            throw Problem.of(400, "the Host header is missing");
        }
        if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
            throw Problem.of(400, "there must be one Host header"); // two readers would read two names
        }
        if (!Origins.hostAllowed(authority, http)) {
            throw Problem.of(
                    421,
                    "this service does not answer to the name " + Problem.shown(authority)
                            + "; http.allowed_hosts lists further names");
        }
    }

    /** Whether the request may change something or opens a socket. */
    private static boolean acts(HttpServerRequest request) {
        HttpMethod method = request.method();
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return !reads || request.headers().contains(HttpHeaders.UPGRADE);
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private static void preflight(RoutingContext context, boolean trusted) {
        HttpServerResponse response = context.response();
        if (trusted) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PATCH, OPTIONS");
            String asked = context.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
            if (asked != null) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, asked);
            }
            response.putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
        }
        response.setStatusCode(204).end();
    }

    /** Requests come with credentials, so the exact origin is named. */
    private static void cors(HttpServerResponse response, String origin) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Retry-After, Allow");
    }

    private static void headers(HttpServerResponse response, HttpConfig http) {
        response.putHeader(HttpHeaders.VARY, "Origin")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Content-Security-Policy", CSP);
        if (http.tls() != null) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
