package io.autotrade.journal;

import io.autotrade.config.AppConfig;
import io.autotrade.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this JVM, and a fresh database for each test that asks. */
final class TestDatabases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static EmbeddedServer server;
    private static Path home;

    private TestDatabases() {}

    private static synchronized EmbeddedServer server() {
        if (server == null) {
            try {
                home = Files.createTempDirectory("autotrade-test-postgres");
                server = EmbeddedServer.start(home);
                EmbeddedServer started = server;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    started.stop();
                    try {
                        Trees.delete(home);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return server;
    }

    /** An empty home for a server of its own; it shares the unpacked programs, which take seconds to unpack. */
    static Path homeWithPrograms(Path folder) throws IOException {
        server();
        Path made = folder.resolve("postgres");
        Trees.createPrivate(made);
        Path programs = PostgresBinaries.unpack(home);
        Files.createSymbolicLink(made.resolve(programs.getFileName()), programs);
        return made;
    }

    /** A store on a new, empty database. */
    static AppConfig.StoreConfig fresh() {
        String name = "test" + NUMBER.incrementAndGet();
        sql("postgres", "create database " + name);
        return new AppConfig.StoreConfig(Secret.of(url(name)), Path.of("unused").toAbsolutePath());
    }

    static int port() {
        return server().address().connection("test").getPort();
    }

    static String url(String database) {
        var options = server().address().connection("test");
        return "postgresql://" + options.getUser() + ":" + options.getPassword() + "@127.0.0.1:" + options.getPort()
                + "/" + database;
    }

    /** Runs statements in the database of a store, beside the service. */
    static void sql(AppConfig.StoreConfig store, String... statements) {
        String url = store.url().reveal();
        sql(url.substring(url.lastIndexOf('/') + 1), statements);
    }

    /** The number a query answers, read beside the service. */
    static long number(AppConfig.StoreConfig store, String query) {
        String url = store.url().reveal();
        StoreAddress address = StoreAddress.of(url(url.substring(url.lastIndexOf('/') + 1)));
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sql(String database, String... statements) {
        StoreAddress address = StoreAddress.of(url(database));
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
