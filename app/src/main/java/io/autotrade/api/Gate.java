package io.autotrade.api;

import io.autotrade.config.HttpConfig;
import io.autotrade.config.HttpConfig.Auth;
import io.autotrade.config.HttpConfig.Role;
import io.autotrade.config.Secret;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may call what. Knows the operation before the body is read, so that a stranger learns nothing from validation.
 *
 * <p>Without a token a caller is a viewer where that is harmless: on loopback with no proxy in front. Whoever presents
 * a token must present a right one.
 */
final class Gate {

    private static final Principal ANONYMOUS = new Principal("anonymous", Role.VIEWER, false);
    private static final Principal UNASKED = new Principal("operator", Role.OPERATOR, false);
    private static final Principal CRON = new Principal("cron", Role.OPERATOR, true);

    /** Sub-protocol that carries a token: browsers cannot set headers on a WebSocket. */
    static final String TOKEN_PROTOCOL = "bearer.";

    private final Contract contract;
    private final Supplier<HttpConfig> config;
    private final TokenStore tokens;
    private final LockOut lockOut;

    Gate(Contract contract, Supplier<HttpConfig> config, TokenStore tokens, InstantSource clock) {
        this.contract = contract;
        this.config = config;
        this.tokens = tokens;
        this.lockOut = new LockOut(clock);
    }

    /** Passes on what the contract does not know; answers 405 for a path it knows under another method. */
    void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Operation operation = contract.operation(Call.pathOf(request), request.method());
        if (operation == null) {
            List<String> methods = contract.methods(Call.pathOf(request));
            if (!methods.isEmpty()) {
                String allow = String.join(", ", methods) + (methods.contains("GET") ? ", HEAD" : "") + ", OPTIONS";
                if (request.method().equals(HttpMethod.OPTIONS)) {
                    context.response()
                            .putHeader("Allow", allow)
                            .setStatusCode(204)
                            .end();
                    return;
                }
                throw Problem.withHeader(405, "this path knows " + allow, "Allow", allow);
            }
            context.next();
            return;
        }
        context.put(Call.PRINCIPAL, admit(request, Contract.access(operation)));
        context.next();
    }

    /** Who opens a socket. */
    Principal admitSocket(HttpServerRequest request) {
        return admit(request, Access.VIEWER);
    }

    /** Whether a viewer's token is asked for. */
    boolean open() {
        HttpConfig http = config.get();
        return http.auth() == Auth.OFF || (http.loopback() && !http.behindProxy());
    }

    private Principal admit(HttpServerRequest request, Access access) {
        return switch (access) {
            case PUBLIC -> open() || presented(request) == null ? ANONYMOUS : identify(request, Role.VIEWER);
            case VIEWER -> identify(request, Role.VIEWER);
            case OPERATOR -> identify(request, Role.OPERATOR);
            case APPROVER -> identify(request, Role.APPROVER);
            case CRON -> cron(request);
        };
    }

    private Principal cron(HttpServerRequest request) {
        Secret secret = config.get().cronToken();
        if (secret == null || secret.isBlank()) {
            return identify(request, Role.OPERATOR);
        }
        String address = Guard.address(request);
        checkLockOut(address);
        String token = request.getHeader("X-Cron-Token");
        if (token == null) {
            throw Problem.of(401, "the X-Cron-Token header is missing");
        }
        if (!secret.matches(token)) {
            lockOut.failed(address);
            throw Problem.of(401, "this cron token is not known");
        }
        return CRON;
    }

    private Principal identify(HttpServerRequest request, Role needed) {
        if (config.get().auth() == Auth.OFF && needed != Role.APPROVER) {
            return UNASKED;
        }
        String token = presented(request);
        if (token == null) {
            if (needed == Role.VIEWER && open()) {
                return ANONYMOUS;
            }
            throw unauthorized(
                    "this needs a token of role " + name(needed) + "; send it as Authorization: Bearer TOKEN", "");
        }
        Principal principal = check(token, Guard.address(request));
        if (!principal.may(needed)) {
            throw Problem.of(
                    403,
                    "this needs role " + name(needed) + "; the token of " + principal.name() + " has role "
                            + name(principal.role()));
        }
        return principal;
    }

    private Principal check(String token, String address) {
        checkLockOut(address);
        Optional<Principal> principal = tokens.authenticate(token);
        if (principal.isEmpty()) {
            lockOut.failed(address);
            throw unauthorized("this token is not known", ", error=\"invalid_token\"");
        }
        return principal.get();
    }

    private void checkLockOut(String address) {
        Duration remaining = lockOut.remaining(address);
        if (remaining.isPositive()) {
            String seconds = String.valueOf(remaining.toSeconds() + 1);
            throw Problem.withHeader(
                    429,
                    "too many wrong tokens from this address; try again in " + seconds + " s",
                    "Retry-After",
                    seconds);
        }
    }

    /** The token, or null when none was sent. Anything in the Authorization header is an attempt. */
    private static @Nullable String presented(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? header.substring(7).strip()
                    : header;
        }
        String protocols = request.getHeader("Sec-WebSocket-Protocol");
        if (protocols == null) {
            return null;
        }
        for (String protocol : protocols.split(",", 20)) {
            if (protocol.strip().startsWith(TOKEN_PROTOCOL)) {
                return protocol.strip().substring(TOKEN_PROTOCOL.length());
            }
        }
        return null;
    }

    private static Problem unauthorized(String detail, String error) {
        return Problem.withHeader(401, detail, "WWW-Authenticate", "Bearer realm=\"autotrade\"" + error);
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
