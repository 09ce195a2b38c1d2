package io.autotrade.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private PostgreSQL of this service: own data folder, own port on loopback, own password. Every method blocks.
 *
 * <p>The process that holds the lock file owns the server and stops it; a second process on the same folder only uses
 * it. A server that outlived its service (kill -9) is taken over, so there are never two on one folder.
 */
final class EmbeddedServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String USER = "autotrade";
    private static final String DATABASE = "postgres";
    private static final int PORTS_TRIED = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final Path data;
    private final PostgresPrograms programs;
    private final String password;
    private @Nullable FileChannel lock;
    private int port;
    private boolean stopped;

    private EmbeddedServer(Path home, PostgresPrograms programs, String password, @Nullable FileChannel lock) {
        this.home = home;
        this.data = home.resolve("data");
        this.programs = programs;
        this.password = password;
        this.lock = lock;
    }

    /**
     * Starts the server, or finds the one that runs.
     *
     * @param home folder for everything of this server; created when missing
     * @throws JournalException when it cannot be started; the message says what to do
     */
    static EmbeddedServer start(Path home) {
        return start(home, 0);
    }

    /** @param port the port to listen on; 0 for any that is free */
    static EmbeddedServer start(Path home, int port) {
        try {
            Trees.createPrivate(home);
            FileChannel lock = lock(home.resolve("owner.lock"));
            try {
                String password = password(home);
                PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpack(home), home);
                EmbeddedServer server = new EmbeddedServer(home, programs, password, lock);
                if (lock != null) {
                    server.create();
                    server.run(port);
                } else {
                    server.join();
                }
                return server;
            } catch (IOException | RuntimeException e) {
                if (lock != null) {
                    lock.close();
                }
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("the embedded database in " + home + " cannot be started: " + e.getMessage(), e);
        }
    }

    StoreAddress address() {
        return StoreAddress.loopback(port, USER, password, DATABASE);
    }

    /**
     * Sees to it that the server runs, after it could not be reached: starts it again, and becomes its owner when the
     * process that owned it is gone. Leaves it to its owner otherwise.
     *
     * @throws JournalException when it cannot be started now
     */
    synchronized void revive() {
        if (stopped) {
            return;
        }
        try {
            if (lock == null) {
                lock = lock(home.resolve("owner.lock"));
            }
            if (lock != null) {
                run(port);
            }
        } catch (IOException e) {
            throw new JournalException("the embedded database in " + home + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Stops the server if this process owns it; what clients have not committed is rolled back. */
    synchronized void stop() {
        stopped = true;
        FileChannel owned = lock;
        if (owned == null || !owned.isOpen()) {
            return;
        }
        try (owned) {
            programs.stop(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the folder to another owner and leaves the server as it is. */
    synchronized void release() throws IOException {
        stopped = true;
        if (lock != null) {
            lock.close();
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    private static String password(Path home) throws IOException {
        Path file = home.resolve("password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Trees.writePrivate(file, HexFormat.of().formatHex(random));
        return Files.readString(file).strip();
    }

    private void create() throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            Path unfinished = home.resolve("data-unfinished");
            Trees.delete(unfinished);
            programs.create(unfinished, USER, home.resolve("password"));
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        }
        String have = Files.readString(version).strip();
        if (!have.equals(programs.majorVersion())) {
            throw new JournalException("the database in " + data + " was made by PostgreSQL " + have
                    + ", this service brings " + programs.majorVersion()
                    + "; dump it with the old version of the service and load it with this one");
        }
    }

    private void run(int wanted) throws IOException {
        if (takeOver()) {
            LOG.info("the embedded database was still running and is used again");
            return;
        }
        for (int attempt = 1; ; attempt++) {
            port = wanted == 0 ? freePort() : wanted;
            Files.writeString(data.resolve("postgresql.conf"), ServerSettings.text(port));
            try {
                programs.start(data, home.resolve("server.log"));
                return;
            } catch (JournalException e) {
                if (attempt == PORTS_TRIED || !String.valueOf(e.getMessage()).contains("could not bind")) {
                    throw e;
                }
            }
        }
    }

    /** Uses a server that still runs on our folder, or makes sure that none does. */
    private boolean takeOver() throws IOException {
        PostmasterFile file = PostmasterFile.read(data);
        if (file == null || !file.processAlive()) {
            return false;
        }
        if (file.processIsSomethingElse()) {
            LOG.warn("postmaster.pid names process {}, which is not PostgreSQL; removed", file.pid());
            Files.delete(data.resolve("postmaster.pid"));
            return false;
        }
        if (answers(file, PATIENCE)) {
            return true;
        }
        LOG.warn("the embedded database left behind (process {}) does not answer; stopping it", file.pid());
        programs.stop(data);
        return false;
    }

    private void join() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        PostmasterFile file = PostmasterFile.read(data);
        while (file == null && System.nanoTime() < end) {
            try (FolderWatch watch = Files.exists(data) ? FolderWatch.of(home, data) : FolderWatch.of(home)) {
                watch.awaitChange();
            }
            file = PostmasterFile.read(data);
        }
        if (file == null || !answers(file, PATIENCE)) {
            throw new JournalException("another process uses " + home + " but its database does not answer");
        }
    }

    private boolean answers(PostmasterFile file, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        port = file.port();
        try (FolderWatch watch = FolderWatch.of(data)) {
            do {
                if (servesOurFolder()) {
                    return true;
                }
                watch.awaitChange(); // it notes in postmaster.pid that it is ready
            } while (file.processAlive() && System.nanoTime() < end);
        }
        return false;
    }

    private boolean servesOurFolder() {
        StoreAddress address = address();
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show data_directory")) {
            return answer.next() && Path.of(answer.getString(1)).toRealPath().equals(data.toRealPath());
        } catch (SQLException | IOException e) {
            LOG.debug("no answer from the embedded database yet: {}", e.getMessage());
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What PostgreSQL writes about itself beside its data. */
    record PostmasterFile(long pid, int port) {

        static @Nullable PostmasterFile read(Path data) throws IOException {
            Path file = data.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return null;
            }
            List<String> lines = Files.readAllLines(file);
            try {
                return lines.size() < 4
                        ? null
                        : new PostmasterFile(
                                Long.parseLong(lines.get(0).strip()),
                                Integer.parseInt(lines.get(3).strip()));
            } catch (NumberFormatException e) {
                return null;
            }
        }

        boolean processAlive() {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }

        /** Process numbers are used again, after a restart of a container almost at once. */
        boolean processIsSomethingElse() {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .map(command -> !Path.of(command).getFileName().toString().startsWith("postgres"))
                    .orElse(false);
        }
    }
}
