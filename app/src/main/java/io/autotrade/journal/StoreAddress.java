package io.autotrade.journal;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Where the database is and how to log in; both drivers are configured from here. Never shows the password. */
final class StoreAddress {

    static final int CONNECT_TIMEOUT_SECONDS = 5;
    private static final int STATEMENTS_KEPT = 256;

    /** Number of the newest file in db/migration. */
    static final int NEWEST_MIGRATION = 2;

    private final PgConnectOptions options;

    private StoreAddress(PgConnectOptions options) {
        this.options = options;
    }

    /**
     * @param url {@code postgresql://user:password@host:port/database?sslmode=...}
     * @throws JournalException if it is not such a URL; the message does not repeat it
     */
    static StoreAddress of(String url) {
        try {
            PgConnectOptions options = PgConnectOptions.fromUri(url);
            if (options.getSslMode() != SslMode.DISABLE) {
                boolean verified =
                        options.getSslMode() == SslMode.VERIFY_CA || options.getSslMode() == SslMode.VERIFY_FULL;
                options.setSslOptions(new ClientSSLOptions()
                        .setTrustAll(!verified)
                        .setHostnameVerificationAlgorithm(options.getSslMode() == SslMode.VERIFY_FULL ? "HTTPS" : ""));
            }
            return new StoreAddress(options);
        } catch (RuntimeException e) {
            throw new JournalException(
                    "store.url is not a PostgreSQL URL; allowed is postgresql://user:password@host:port/database");
        }
    }

    static StoreAddress loopback(int port, String user, String password, String database) {
        return new StoreAddress(new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setUser(user)
                .setPassword(password)
                .setDatabase(database));
    }

    /** Options of one kind of connection; the name is what the server shows for it. */
    PgConnectOptions connection(String name) {
        PgConnectOptions copy = new PgConnectOptions(options);
        Map<String, String> properties = new HashMap<>(copy.getProperties());
        properties.put("application_name", "autotrade " + name);
        copy.setProperties(properties);
        copy.setCachePreparedStatements(true);
        copy.setPreparedStatementCacheMaxSize(STATEMENTS_KEPT);
        return copy;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + options.getHost() + ":" + options.getPort() + "/" + options.getDatabase();
    }

    Properties jdbcProperties() {
        Properties properties = new Properties();
        properties.setProperty("user", options.getUser());
        if (options.getPassword() != null) {
            properties.setProperty("password", options.getPassword());
        }
        properties.setProperty("sslmode", options.getSslMode().value);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("ApplicationName", "autotrade migration");
        return properties;
    }

    /** Brings the tables to the version this program knows. Blocks. */
    void migrate() {
        if (isCurrent()) {
            return;
        }
        Map<String, String> properties = new HashMap<>();
        jdbcProperties().forEach((key, value) -> properties.put("flyway.jdbcProperties." + key, String.valueOf(value)));
        try {
            Flyway.configure(StoreAddress.class.getClassLoader())
                    .dataSource(jdbcUrl(), options.getUser(), options.getPassword())
                    .configuration(properties)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new JournalException("the tables at " + this + " cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    /** A start that has nothing to migrate is a second or two faster without Flyway. */
    private boolean isCurrent() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) filter (where not success), max(version::int)
                        from flyway_schema_history where version is not null""")) {
            return row.next() && row.getInt(1) == 0 && row.getInt(2) == NEWEST_MIGRATION;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Host, port and database. */
    @Override
    public String toString() {
        return options.getHost() + ":" + options.getPort() + "/" + options.getDatabase();
    }
}
