package io.autotrade.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongConsumer;

/** Reads the whole journal, a part at a time, and checks its chain. Blocks. */
final class JournalVerifier {

    private static final int PROGRESS = 100_000;
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
        try (StoredRows rows = StoredRows.open(connection)) {
            for (ChainCheck.Stored row = rows.next(); row != null; row = rows.next()) {
                check.next(row);
                if (check.rows() % PROGRESS == 0) {
                    progress.accept(check.rows());
                }
            }
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
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
