package io.autotrade.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * The rows of the journal in order, as PostgreSQL's binary copy format delivers them: bytes are hashed as they are
 * stored, which spares making texts of them and back. Format: "Binary Format" on PostgreSQL's page about COPY.
 */
final class StoredRows implements AutoCloseable {

    private static final String COPY = """
            copy (select seq, ts, type, payload, prev_hash, hash from journal order by seq) to stdout (format binary)""";
    private static final int COLUMNS = 6;
    private static final int SIGNATURE_BYTES = 11;
    private static final int BUFFER = 1 << 16;
    /** Times are counted from the year 2000. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private final DataInputStream stream;
    private final Map<String, String> types = new HashMap<>();

    private StoredRows(DataInputStream stream) {
        this.stream = stream;
    }

    static StoredRows open(Connection connection) throws SQLException, IOException {
        DataInputStream stream = new DataInputStream(
                new BufferedInputStream(new PGCopyInputStream(connection.unwrap(PGConnection.class), COPY), BUFFER));
        stream.skipNBytes(SIGNATURE_BYTES);
        stream.skipNBytes(Integer.BYTES);
        stream.skipNBytes(stream.readInt());
        return new StoredRows(stream);
    }

    /** The next row, or null after the last. */
    ChainCheck.@Nullable Stored next() throws IOException {
        int columns = stream.readShort();
        if (columns == -1) {
            return null;
        }
        if (columns != COLUMNS) {
            throw new IOException("the database sent " + columns + " columns instead of " + COLUMNS);
        }
        return new ChainCheck.Stored(
                number(),
                number() + EPOCH_MICROS,
                types.computeIfAbsent(new String(bytes(), StandardCharsets.UTF_8), type -> type),
                bytes(),
                Hash.of(bytes()),
                Hash.of(bytes()));
    }

    private long number() throws IOException {
        int length = stream.readInt();
        if (length != Long.BYTES) {
            throw new IOException("the database sent a number of " + length + " bytes");
        }
        return stream.readLong();
    }

    private byte[] bytes() throws IOException {
        int length = stream.readInt();
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the database broke off in the middle of a row");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
