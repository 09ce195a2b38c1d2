package io.autotrade.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class EmbeddedServerTest {

    @TempDir
    Path folder;

    private static boolean answers(EmbeddedServer server, String password) {
        Properties properties = server.address().jdbcProperties();
        properties.setProperty("password", password);
        try (Connection connection =
                DriverManager.getConnection(server.address().jdbcUrl(), properties)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static long pid(Path home) throws IOException {
        return EmbeddedServer.PostmasterFile.read(home.resolve("data")).pid();
    }

    @Test
    void itIsPrivateAndAsksForItsPassword() throws IOException {
        Path home = TestDatabases.homeWithPrograms(folder);
        EmbeddedServer server = EmbeddedServer.start(home);
        String password = Files.readString(home.resolve("password")).strip();

        assertThat(answers(server, password)).isTrue();
        assertThat(answers(server, "wrong")).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(server.address().toString()).doesNotContain(password).startsWith("127.0.0.1:");

        server.stop();
        assertThat(answers(server, password)).isFalse();
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aServerLeftBehindByAKilledServiceIsTakenOver() throws Exception {
        Path home = TestDatabases.homeWithPrograms(folder);
        Process service = otherService(home);
        try {
            Waiting.until(() -> Files.exists(home.resolve("started")));
            long left = pid(home);
            EmbeddedServer guest = EmbeddedServer.start(home);
            assertThat(pid(home)).as("the server of the other service is used").isEqualTo(left);
            guest.stop();
            assertThat(ProcessHandle.of(left)).as("a guest does not stop it").isPresent();

            service.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            EmbeddedServer heir = EmbeddedServer.start(home);
            assertThat(pid(home)).isEqualTo(left);
            heir.stop();
            Waiting.until(() -> ProcessHandle.of(left).isEmpty());
        } finally {
            service.destroyForcibly();
        }
    }

    /** A second JVM that starts the server and waits. */
    private static Process otherService(Path home) throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        home.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Main class of the second JVM. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            Path home = Path.of(args[0]);
            EmbeddedServer.start(home);
            Files.createFile(home.resolve("started"));
            Thread.currentThread().join();
        }
    }

    @Test
    void aKilledServerAndAForeignProcessNumberDoNotStopAStart() throws Exception {
        Path home = TestDatabases.homeWithPrograms(folder);
        EmbeddedServer first = EmbeddedServer.start(home);
        long server = pid(home);
        ProcessHandle.of(server).orElseThrow().destroyForcibly();
        Waiting.until(
                () -> !ProcessHandle.of(server).map(ProcessHandle::isAlive).orElse(false));
        first.release();

        Path pidFile = home.resolve("data/postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        List<String> foreign = new java.util.ArrayList<>(lines);
        foreign.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, foreign);

        EmbeddedServer second = EmbeddedServer.start(home);
        assertThat(pid(home)).isNotEqualTo(server);
        second.stop();
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedWithAdvice() throws IOException {
        Path home = TestDatabases.homeWithPrograms(folder);
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/PG_VERSION"), "9.6\n");

        assertThatThrownBy(() -> EmbeddedServer.start(home))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("9.6")
                .hasMessageContaining("dump");
    }
}
