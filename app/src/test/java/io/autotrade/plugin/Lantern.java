package io.autotrade.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project in docs/templates/broker that docs/writing-a-broker.md walks through and authors begin with. */
public final class Lantern {

    private static final Path ROOT = root();

    private Lantern() {}

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/templates/broker"))) {
            directory = directory.getParent();
        }
        return directory.resolve("docs/templates/broker");
    }

    public static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** All files, relative to the project, sorted. */
    static List<String> files() {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !ROOT.relativize(file).startsWith("target"))
                    .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of the project; with its tests compiled too when asked, as the author's build would. */
    public static PluginJars jar(boolean tests) throws IOException {
        PluginJars jar = PluginJars.jar();
        for (String file : files()) {
            boolean test = file.startsWith("src/test/java/");
            if (file.startsWith("src/main/java/") || (tests && test)) {
                String name = file.substring("src/main/java/".length(), file.length() - ".java".length());
                jar.source(name.replace('/', '.'), read(file));
            } else if (file.startsWith("src/main/resources/")) {
                jar.resource(file.substring("src/main/resources/".length()), read(file));
            }
        }
        return jar;
    }
}
