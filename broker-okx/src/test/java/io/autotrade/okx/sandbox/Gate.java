package io.autotrade.okx.sandbox;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who may come in, and how often. */
final class Gate {

    private static final long TOLERATED_MILLIS = 30_000;

    /** Requests per window of two seconds; batch calls by their orders. */
    private static final Map<String, Integer> LIMITS = Map.ofEntries(
            Map.entry("POST /api/v5/trade/order", 60),
            Map.entry("POST /api/v5/trade/cancel-order", 60),
            Map.entry("POST /api/v5/trade/amend-order", 60),
            Map.entry("POST /api/v5/trade/order-algo", 20),
            Map.entry("POST /api/v5/trade/cancel-algos", 20),
            Map.entry("POST /api/v5/trade/amend-algos", 20),
            Map.entry("POST /api/v5/trade/cancel-all-after", 2),
            Map.entry("GET /api/v5/trade/order", 60),
            Map.entry("GET /api/v5/trade/orders-pending", 60),
            Map.entry("GET /api/v5/trade/orders-history", 40),
            Map.entry("GET /api/v5/trade/fills", 60),
            Map.entry("GET /api/v5/trade/fills-history", 10),
            Map.entry("GET /api/v5/trade/order-algo", 20),
            Map.entry("GET /api/v5/trade/orders-algo-pending", 20),
            Map.entry("GET /api/v5/account/balance", 10),
            Map.entry("GET /api/v5/account/positions", 10),
            Map.entry("GET /api/v5/account/config", 5),
            Map.entry("GET /api/v5/account/bills", 10),
            Map.entry("GET /api/v5/account/bills-archive", 5),
            Map.entry("GET /api/v5/account/leverage-info", 20),
            Map.entry("POST /api/v5/account/set-leverage", 20),
            Map.entry("GET /api/v5/public/time", 10),
            Map.entry("GET /api/v5/public/funding-rate", 10),
            Map.entry("GET /api/v5/system/status", 1));

    final String key;
    final String secret;
    final String passphrase;
    boolean demo = true;
    String permissions = "read_only,trade";
    boolean addressAllowed = true;
    boolean limited = true;
    private final Map<String, ArrayDeque<Long>> arrivals = new HashMap<>();

    Gate(String key, String secret, String passphrase) {
        this.key = key;
        this.secret = secret;
        this.passphrase = passphrase;
    }

    /** @throws Refusal as OKX would */
    void check(String method, String uri, String body, MultiMap headers, long now) {
        String sentKey = header(headers, "OK-ACCESS-KEY", "50103");
        String sign = header(headers, "OK-ACCESS-SIGN", "50106");
        String timestamp = header(headers, "OK-ACCESS-TIMESTAMP", "50107");
        String phrase = header(headers, "OK-ACCESS-PASSPHRASE", "50104");
        refuseUnless(
                timestamp.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
                401,
                "50112",
                "Invalid OK-ACCESS-TIMESTAMP");
        refuseUnless(Math.abs(millis(timestamp) - now) <= TOLERATED_MILLIS, 401, "50102", "Timestamp request expired");
        refuseUnless(sentKey.equals(key), 200, "50119", "API key doesn't exist");
        refuseUnless(
                demo == "1".equals(headers.get("x-simulated-trading")),
                401,
                "50101",
                "APIKey does not match current environment");
        refuseUnless(addressAllowed, 401, "50110", "Your IP is not included in your API key's IP whitelist");
        refuseUnless(phrase.equals(passphrase), 401, "50105", "Request header OK-ACCESS-PASSPHRASE incorrect");
        refuseUnless(sign.equals(hmac(timestamp + method + uri + body)), 401, "50113", "Invalid signature");
    }

    /** The answer to a WebSocket log-in: a code, {@code 0} for welcome. */
    String login(String sentKey, String phrase, String timestamp, String sign, long now) {
        if (!timestamp.matches("\\d{10}")) {
            return "60004";
        }
        if (Math.abs(Long.parseLong(timestamp) * 1000 - now) > TOLERATED_MILLIS) {
            return "60006";
        }
        if (!sentKey.equals(key)) {
            return "60032";
        }
        if (!phrase.equals(passphrase)) {
            return "60024";
        }
        return sign.equals(hmac(timestamp + "GET/users/self/verify")) ? "0" : "60007";
    }

    /** Counts a request. @throws Refusal when it is one too many */
    void count(String call, String instrument, long now) {
        Integer limit = LIMITS.get(call);
        if (!limited || limit == null) {
            return;
        }
        long window = call.endsWith("/status") ? 5_000 : 2_000;
        ArrayDeque<Long> times = arrivals.computeIfAbsent(call + ' ' + instrument, name -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.peekFirst() >= window) {
            times.removeFirst();
        }
        refuseUnless(times.size() < limit, 429, "50011", "Rate limit reached");
        times.addLast(now);
    }

    private static String header(MultiMap headers, String name, String code) {
        String value = headers.get(name);
        refuseUnless(value != null && !value.isEmpty(), 401, code, "Request header " + name + " cannot be empty");
        return value;
    }

    private static void refuseUnless(boolean condition, int status, String code, String message) {
        if (!condition) {
            throw new Refusal(status, code, message);
        }
    }

    private static long millis(String timestamp) {
        try {
            return Instant.parse(timestamp).toEpochMilli();
        } catch (DateTimeException e) {
            throw new Refusal(401, "50112", "Invalid OK-ACCESS-TIMESTAMP");
        }
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
