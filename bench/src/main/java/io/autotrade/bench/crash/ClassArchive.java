package io.autotrade.bench.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of the service, laid out for the JVM by a first start that ends in good order. A start with it takes half
 * the time; it changes nothing else.
 */
record ClassArchive(Path file) {

    private static final String CONFIGURATION = """
            market: {source: simulated, simulated: {speed: max, seed: 1}}
            plugins: {dir: %s}
            http: {port: 0}
            """;

    /** @param folder for the archive and the home of the first start */
    static ClassArchive make(Path root, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("classes.jsa");
        Path conf = Files.createDirectories(folder.resolve("first/conf")).resolve("autotrade.yaml");
        Files.writeString(conf, CONFIGURATION.formatted(root.resolve("plugins")));
        try (ServiceProcess first =
                ServiceProcess.start(root, conf, List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds=off"))) {
            first.awaitReady();
            first.stop("TERM");
        }
        return new ClassArchive(file);
    }

    /** Options of the JVM that use it. */
    List<String> with() {
        return Files.exists(file) ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off") : List.of();
    }
}
