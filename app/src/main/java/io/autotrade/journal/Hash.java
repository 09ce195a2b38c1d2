package io.autotrade.journal;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value. */
final class Hash {

    /** What the first row of the journal follows. */
    static final Hash GENESIS = new Hash(new byte[32]);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over the array. */
    static Hash of(byte[] bytes) {
        return new Hash(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    void addTo(MessageDigest digest) {
        digest.update(bytes);
    }

    Buffer buffer() {
        return Buffer.buffer(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
