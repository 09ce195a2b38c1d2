package io.autotrade.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A project of docs/templates that a guide walks through and authors begin with. */
public enum Template {
    LANTERN("broker"),
    BEACON("market-source"),
    DIARY("consumer"),
    LOOKOUT("cluster-client");

    private final Path root;

    Template(String folder) {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/templates"))) {
            directory = directory.getParent();
        }
        root = directory.resolve("docs/templates").resolve(folder);
    }

    public String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }

    /** All files, relative to the project, sorted. */
    List<String> files() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !root.relativize(file).startsWith("target"))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of the project; with its tests compiled too when asked, as the author's build would. */
    public PluginJars jar(boolean tests) throws IOException {
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
