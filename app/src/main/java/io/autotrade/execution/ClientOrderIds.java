package io.autotrade.execution;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Leg;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Client order ids that follow from their cause: the same decision, symbol, leg and generation always give the same id,
 * so a retry or a restart can never create a second order.
 */
public final class ClientOrderIds {

    /** 120 bits of SHA-256 in base 36 with a letter in front: at most 25 characters, within what any venue takes. */
    private static final int BYTES = 15;

    private ClientOrderIds() {}

    /**
     * @param cause id of the decision, or of the safety action, that wants the order
     * @param generation 0 for the first order of this cause, symbol and leg
     */
    public static ClientOrderId of(String cause, Symbol symbol, Leg leg, int generation) {
        byte[] digest = sha256(cause + '|' + symbol + '|' + leg + '|' + generation);
        return new ClientOrderId("a" + new BigInteger(1, Arrays.copyOf(digest, BYTES)).toString(36));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
