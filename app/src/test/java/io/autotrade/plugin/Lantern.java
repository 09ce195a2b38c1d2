package io.autotrade.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample project that docs/writing-a-broker.md walks through. */
final class Lantern {

    private static final Path ROOT = root();

    private Lantern() {}

    private static Path root() {
        try {
            return Path.of(Lantern.class.getResource("/lantern-broker").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** All files, relative to the project, sorted. */
    static List<String> files() {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of the project; with its tests compiled too when asked, as the author's build would. */
    static PluginJars jar(boolean tests) throws IOException {
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
