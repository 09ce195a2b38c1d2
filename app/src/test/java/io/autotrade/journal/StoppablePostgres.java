package io.autotrade.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A PostgreSQL of its own for one test, that can be stopped, frozen and started again where it was. */
public final class StoppablePostgres implements AutoCloseable {

    private final Path home;
    private final int port;
    private EmbeddedServer server;

    private StoppablePostgres(Path home) {
        this.home = home;
        this.server = EmbeddedServer.start(home);
        this.port = server.address().connection("test").getPort();
    }

    public static StoppablePostgres start(Path folder) {
        return new StoppablePostgres(folder.resolve("postgres"));
    }

    /** The address for {@code store.url}. */
    public String url() {
        var options = server.address().connection("test");
        return "postgresql://" + options.getUser() + ":" + options.getPassword() + "@127.0.0.1:" + port + "/"
                + options.getDatabase();
    }

    public void stop() {
        server.stop();
    }

    public void startAgain() {
        server = EmbeddedServer.start(home, port);
    }

    /** Every process of it stands still: connections stay, answers do not come. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        long postmaster =
                EmbeddedServer.PostmasterFile.read(home.resolve("data")).pid();
        ProcessHandle main = ProcessHandle.of(postmaster).orElseThrow();
        String[] pids = Stream.concat(Stream.of(main), main.descendants())
                .map(process -> Long.toString(process.pid()))
                .toArray(String[]::new);
        String[] command = new String[pids.length + 2];
        command[0] = "kill";
        command[1] = "-" + name;
        System.arraycopy(pids, 0, command, 2, pids.length);
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public void close() {
        server.stop();
    }
}
