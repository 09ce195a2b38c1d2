package io.autotrade.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongConsumer;

/** Reads the whole journal, a part at a time, and checks its chain. Blocks. */
final class JournalVerifier {

    private static final int FETCH = 5000;
    private static final String ROWS = """
            select seq, (extract(epoch from ts) * 1000000)::bigint, type, payload, prev_hash, hash
            from journal order by seq""";
    private static final String CHANGED_TEXTS =
            "select hash from blobs where encode(sha256(content), 'hex') <> hash order by hash limit 100";
    private static final String HIGHEST_REFERENCE = """
            select greatest((select max(seq) from decisions), (select max(seq) from intents),
                (select max(seq) from fills), (select max(seq) from bookings), (select max(seq) from outcomes),
                (select max(seq) from alerts), (select max(seq) from equity))""";

    private JournalVerifier() {}

    static Verification verify(StoreAddress address, LongConsumer progress) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties())) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            ChainCheck check = new ChainCheck();
            rows(connection, check, progress);
            texts(connection, check);
            end(connection, check);
            progress.accept(check.rows());
            return check.result();
        } catch (SQLException e) {
            throw new JournalException("the journal cannot be read: " + e.getMessage(), e);
        }
    }

    private static void rows(Connection connection, ChainCheck check, LongConsumer progress) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery(ROWS)) {
                while (row.next()) {
                    check.next(new ChainCheck.Stored(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            Hash.of(row.getBytes(5)),
                            Hash.of(row.getBytes(6))));
                    if (check.rows() % 100_000 == 0) {
                        progress.accept(check.rows());
                    }
                }
            }
        }
    }

    private static void texts(Connection connection, ChainCheck check) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CHANGED_TEXTS)) {
            while (row.next()) {
                check.changedText(row.getString(1));
            }
        }
    }

    /** The chain cannot tell that its end is gone; the projections can, unless they were cut as well. */
    private static void end(Connection connection, ChainCheck check) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HIGHEST_REFERENCE)) {
            if (row.next() && row.getLong(1) > check.lastSeq()) {
                check.missing(check.lastSeq() + 1, row.getLong(1));
            }
        }
    }
}
