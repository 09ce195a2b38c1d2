package io.autotrade.okx.rest;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests and log-ins: Base64 of HMAC-SHA256 over exactly the text that is sent. Safe from any thread. */
public final class Signer {

    private static final String ALGORITHM = "HmacSHA256";

    /** {@link Instant#toString} drops trailing zeros, which OKX refuses. */
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Mac mac;

    public Signer(Credentials credentials) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(credentials.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /** The form of a time in the header {@code OK-ACCESS-TIMESTAMP}. */
    public static String timestamp(Instant time) {
        return MILLISECONDS.format(time);
    }

    /**
     * The signature of a request.
     *
     * @param path from {@code /api} on, the query included byte for byte as sent
     * @param body exactly as sent, empty when there is none
     */
    public String request(String timestamp, String method, String path, String body) {
        return sign(timestamp + method + path + body);
    }

    /** The signature of a WebSocket log-in. */
    public String login(String epochSeconds) {
        return sign(epochSeconds + "GET/users/self/verify");
    }

    private String sign(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] hash;
        synchronized (mac) {
            hash = mac.doFinal(bytes);
        }
        return Base64.getEncoder().encodeToString(hash);
    }
}
