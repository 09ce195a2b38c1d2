package io.autotrade.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs initdb and pg_ctl. Every method blocks. */
final class PostgresPrograms {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path bin;
    private final Path workDir;
    private final List<String> prefix;

    PostgresPrograms(Path installation, Path workDir) throws IOException {
        this.bin = installation.resolve("bin");
        this.workDir = workDir;
        this.prefix = Unprivileged.prefix(workDir);
    }

    /** "18" of "postgres (PostgreSQL) 18.6". */
    String majorVersion() throws IOException {
        String text = run(List.of(program("postgres"), "--version"));
        return text.replaceAll("(?s).*PostgreSQL\\) (\\d+).*", "$1").strip();
    }

    /** Makes a data folder whose only user has the password of a file. */
    void create(Path data, String user, Path passwordFile) throws IOException {
        run(
                List.of(
                        program("initdb"),
                        "--pgdata=" + data,
                        "--username=" + user,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C"),
                true);
    }

    /** Starts the server in a session of its own, so that Ctrl-C at the service does not stop it first. */
    void start(Path data, Path log) throws IOException {
        Files.deleteIfExists(log);
        try {
            run(
                    List.of(
                            program("pg_ctl"),
                            "start",
                            "--pgdata=" + data,
                            "--log=" + log,
                            "--wait",
                            "--timeout=60",
                            "--silent"),
                    true);
        } catch (JournalException e) {
            throw new JournalException(e.getMessage() + tail(log));
        }
    }

    /** Stops the server and waits until it has written everything. */
    void stop(Path data) throws IOException {
        run(
                List.of(
                        program("pg_ctl"),
                        "stop",
                        "--pgdata=" + data,
                        "--mode=fast",
                        "--wait",
                        "--timeout=60",
                        "--silent"),
                true);
    }

    private String program(String name) {
        return bin.resolve(name).toString();
    }

    private String run(List<String> command) throws IOException {
        return run(command, false);
    }

    /** @param unprivileged PostgreSQL refuses to run as root, see {@link Unprivileged} */
    private String run(List<String> command, boolean unprivileged) throws IOException {
        List<String> full = new ArrayList<>(unprivileged ? prefix : List.of());
        full.addAll(command);
        Path output = Files.createTempFile(workDir, "output-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(full)
                    .directory(workDir.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("TZ", "UTC");
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String text = Files.readString(output, StandardCharsets.UTF_8).strip();
            if (!ended || process.exitValue() != 0) {
                throw new JournalException(Path.of(command.getFirst()).getFileName() + " failed"
                        + (ended ? "" : " to end within " + PATIENCE.toSeconds() + " s") + ": " + text);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("interrupted while running " + command.getFirst(), e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
