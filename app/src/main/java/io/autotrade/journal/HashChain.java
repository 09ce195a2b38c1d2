package io.autotrade.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Chain of hashes over the journal: a row cannot be changed, removed or inserted without breaking it. */
final class HashChain {

    private final MessageDigest digest = sha256();
    private final ByteBuffer numbers = ByteBuffer.allocate(16);

    /**
     * Hash of one row.
     *
     * @param tsMicros time of the event in microseconds since 1970, as the column holds it
     */
    Hash next(Hash previous, long seq, long tsMicros, String type, String payload) {
        return next(previous, seq, tsMicros, type, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** As above, for a payload in UTF-8. */
    Hash next(Hash previous, long seq, long tsMicros, String type, byte[] payload) {
        previous.addTo(digest);
        digest.update(numbers.clear().putLong(seq).putLong(tsMicros).array());
        digest.update(type.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Hash.of(digest.digest(payload));
    }

    /** SHA-256 of a text in UTF-8, lower-case hex. */
    static String hex(String content) {
        return hex(content.getBytes(StandardCharsets.UTF_8));
    }

    static String hex(byte[] content) {
        return Hash.of(sha256().digest(content)).toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
