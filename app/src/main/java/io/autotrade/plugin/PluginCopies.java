package io.autotrade.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of jars that belong to this process alone. A class loader reads its jar for as long as it lives; who replaces
 * the file in the plugins folder must not pull it away from under a broker that trades.
 */
final class PluginCopies implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginCopies.class);

    private @Nullable Path folder;
    private int made;

    /**
     * The same plugin, to be read from copies; the plugin itself where it cannot be copied: a jar that names others
     * beside it must stay beside them.
     */
    PluginFiles of(PluginFiles files) throws IOException, PluginRefusal {
        if (files.namesOtherJars()) {
            return files;
        }
        try {
            Path to = Files.createDirectory(folder().resolve(String.valueOf(made++)));
            List<Path> copies = new ArrayList<>();
            for (Path jar : files.jars()) {
                copies.add(Files.copy(
                        jar, to.resolve(String.valueOf(jar.getFileName())), StandardCopyOption.REPLACE_EXISTING));
            }
            return files.readFrom(copies);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be copied and is read where it lies; do not replace it while it is in use: {}",
                    files.name(),
                    e.toString());
            return files;
        }
    }

    private Path folder() throws IOException {
        Path existing = folder;
        if (existing == null) {
            existing = Files.createTempDirectory("autotrade-plugins");
            folder = existing;
        }
        return existing;
    }

    @Override
    public void close() {
        Path existing = folder;
        folder = null;
        if (existing == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(existing)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.debug("copies of plugins stay behind in {}: {}", existing, e.toString());
        }
    }
}
