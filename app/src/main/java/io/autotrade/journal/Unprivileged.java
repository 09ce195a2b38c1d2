package io.autotrade.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How to run PostgreSQL when the service runs as root, which PostgreSQL refuses: in a user namespace of its own, where
 * root is nobody, or, where containers forbid that, as the user nobody.
 */
final class Unprivileged {

    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private Unprivileged() {}

    /**
     * What to put before a command; empty when the service does not run as root.
     *
     * @param home folder of the server; given to the user it will run as
     */
    static List<String> prefix(Path home) throws IOException {
        if (!isRoot()) {
            return List.of();
        }
        if (works(NAMESPACE)) {
            own(home, ROOT);
            return NAMESPACE;
        }
        if (works(AS_NOBODY)) {
            own(home, NOBODY);
            return AS_NOBODY;
        }
        throw new JournalException("PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' works here;"
                + " run the service as another user, or set store.url to a PostgreSQL of your own");
    }

    private static boolean isRoot() throws IOException {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(ROOT);
    }

    private static boolean works(List<String> prefix) {
        List<String> command = Stream.concat(prefix.stream(), Stream.of("true")).toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void own(Path home, int user) throws IOException {
        if (Files.getAttribute(home, "unix:uid").equals(user)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(home)) {
            all = files.toList();
        }
        for (Path file : all) {
            Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
