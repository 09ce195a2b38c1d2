import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds the dashboard with the npm on the PATH: {@code Dashboard SOURCES WORK CLASSES}. Its packages are installed
 * from the lock file when that has changed, it is built when its sources have, and both are left alone otherwise. Where
 * npm or the packages cannot be had, it says so and the service is built without a dashboard; sources that do not
 * compile fail the build.
 */
final class Dashboard {

    private static final String OLDEST_NODE = "20.19";
    private static final int INSTALL_MINUTES = 5;
    private static final int BUILD_MINUTES = 5;

    private final Path sources;
    private final Path work;
    private final Path target;

    private Dashboard(Path sources, Path work, Path target) {
        this.sources = sources;
        this.work = work;
        this.target = target;
    }

    public static void main(String[] args) throws Exception {
        if (Boolean.parseBoolean(args[3])) {
            delete(Path.of(args[2]));
            return;
        }
        new Dashboard(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath(), Path.of(args[2])).run();
    }

    private void run() throws IOException, InterruptedException {
        Path output = work.resolve("dist");
        Path stamp = work.resolve("stamp");
        String wanted = hash(sources);
        if (!(Files.exists(stamp) && Files.readString(stamp).equals(wanted))) {
            String missing = missing();
            if (missing.isEmpty()) {
                missing = install();
            }
            if (!missing.isEmpty()) {
                System.out.println("[WARNING] The dashboard is not built: " + missing
                        + " The service shows a plain page in its place.");
                delete(target);
                return;
            }
            Files.createDirectories(work);
            Files.deleteIfExists(stamp);
            int code = npm(BUILD_MINUTES, "run", "--silent", "build", "--", "--outDir", output.toString());
            if (code != 0) {
                System.out.println("[ERROR] The dashboard does not compile (npm run build ended with " + code + ").");
                System.exit(1);
            }
            Files.writeString(stamp, wanted);
        }
        delete(target);
        copy(output, target);
    }

    /** Why it cannot be built on this machine; empty when it can. */
    private String missing() throws IOException, InterruptedException {
        try {
            Process node = new ProcessBuilder(command("node"), "--version").start();
            String version = new String(node.getInputStream().readAllBytes()).strip();
            node.waitFor();
            if (!atLeast(version)) {
                return "it needs Node.js " + OLDEST_NODE + " or newer, and this is " + version + ".";
            }
            Process npm = new ProcessBuilder(command("npm"), "--version").redirectErrorStream(true).start();
            npm.getInputStream().readAllBytes();
            return npm.waitFor() == 0 ? "" : "npm does not start.";
        } catch (IOException e) {
            return "there is no npm on the PATH; install Node.js " + OLDEST_NODE + " or newer and build again.";
        }
    }

    private static boolean atLeast(String version) {
        String[] have = version.replaceFirst("^v", "").split("\\.");
        String[] need = OLDEST_NODE.split("\\.");
        int major = Integer.parseInt(have[0]);
        return major > Integer.parseInt(need[0])
                || (major == Integer.parseInt(need[0]) && Integer.parseInt(have[1]) >= Integer.parseInt(need[1]));
    }

    private String install() throws IOException, InterruptedException {
        Path installed = sources.resolve("node_modules/.autotrade-lock");
        String lock = sha256(Files.readAllBytes(sources.resolve("package-lock.json")));
        if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
            return "";
        }
        int code = npm(
                INSTALL_MINUTES,
                "ci",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--loglevel=error",
                "--fetch-retries=1",
                "--fetch-timeout=60000");
        if (code != 0) {
            return "its packages could not be installed (npm ci ended with " + code + ").";
        }
        Files.writeString(installed, lock);
        return "";
    }

    private int npm(int minutes, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(command("npm")), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(sources.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of(windows() ? "NUL" : "/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            System.out.println("[WARNING] npm " + arguments[0] + " took longer than " + minutes + " minutes.");
            return -1;
        }
        return process.exitValue();
    }

    private static String command(String name) {
        return windows() && name.equals("npm") ? "npm.cmd" : name;
    }

    private static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    }

    /** Of all files but those that npm puts there: names and content. */
    private static String hash(Path sources) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> sorted = files.filter(file -> !file.startsWith(sources.resolve("node_modules")))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            for (Path file : sorted) {
                String name = sources.relativize(file).toString().replace('\\', '/');
                all.append(name).append(' ').append(sha256(Files.readAllBytes(file))).append('\n');
            }
        }
        return sha256(all.toString().getBytes());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
