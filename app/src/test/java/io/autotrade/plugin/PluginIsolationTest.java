package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginIsolationTest {

    /** The service has this class too, in another version. */
    private static final String LIBRARY =
            "package picocli; public class CommandLine { public static String version() { return \"private 0.1\"; } }";

    @TempDir
    private Path folder;

    @Test
    void aPluginUsesItsOwnVersionOfALibraryTheServiceHasToo() throws IOException {
        Path plugin = Files.createDirectory(folder.resolve("own-library"));
        PluginJars.broker("mine.Provider", "mine", Map.of("String displayName()", "picocli.CommandLine.version()"))
                .source("picocli.CommandLine", LIBRARY)
                .write(folder.resolve("build.jar"));
        split(folder.resolve("build.jar"), plugin);
        Files.delete(folder.resolve("build.jar"));

        try (PluginRegistry registry = PluginRegistry.load(folder, Set.of())) {
            BrokerProvider provider = registry.broker("mine");

            assertThat(registry.reports()).extracting(PluginReport::name).containsExactly("own-library");
            assertThat(provider.displayName()).isEqualTo("private 0.1");
            assertThat(picocli.CommandLine.VERSION).isNotEqualTo("private 0.1");
        }
    }

    @Test
    void twoPluginsDoNotSeeEachOther() throws IOException {
        String answer = "new shared.Helper().name()";
        for (String name : List.of("first", "second")) {
            PluginJars.broker(name + ".Provider", name, Map.of("String displayName()", answer))
                    .source(
                            "shared.Helper",
                            "package shared; public class Helper { public String name() { return \"helper of " + name
                                    + "\"; } }")
                    .write(folder.resolve(name + ".jar"));
        }

        try (PluginRegistry registry = PluginRegistry.load(folder, Set.of())) {
            assertThat(registry.broker("first").displayName()).isEqualTo("helper of first");
            assertThat(registry.broker("second").displayName()).isEqualTo("helper of second");
        }
    }

    @Test
    void aPluginSeesTheSpecificationAndNothingElseOfTheService() throws Exception {
        try (PluginClassLoader loader = loader(PluginJars.jar())) {
            assertThat(loader.loadClass("io.autotrade.broker.Broker")).isSameAs(Broker.class);
            assertThat(loader.loadClass("io.vertx.core.Future")).isSameAs(io.vertx.core.Future.class);
            assertThat(loader.loadClass("java.sql.Driver")).isSameAs(java.sql.Driver.class);
            for (String hidden : List.of(
                    "io.autotrade.Autotrade",
                    "io.autotrade.plugin.PluginRegistry",
                    "io.autotrade.broker.tck.BrokerContractTest",
                    "picocli.CommandLine",
                    "io.micrometer.core.instrument.MeterRegistry",
                    "ch.qos.logback.classic.Logger")) {
                assertThat(PluginIsolationTest.class.getClassLoader().loadClass(hidden))
                        .isNotNull();
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> loader.loadClass(hidden))
                        .as(hidden)
                        .isInstanceOf(ClassNotFoundException.class);
            }
        }
    }

    @Test
    void aPluginMayLiveInAPackageBelowTheSpecification() throws Exception {
        try (PluginClassLoader loader = loader(PluginJars.jar()
                .source("io.autotrade.broker.mine.Own", "package io.autotrade.broker.mine; public class Own {}"))) {
            assertThat(loader.loadClass("io.autotrade.broker.mine.Own").getClassLoader())
                    .isSameAs(loader);
        }
    }

    @Test
    void aPluginCannotReplaceTheSpecification() throws Exception {
        try (PluginClassLoader loader = loader(PluginJars.jar()
                .source("io.autotrade.broker.Broker", "package io.autotrade.broker; public class Broker {}"))) {
            assertThat(loader.loadClass("io.autotrade.broker.Broker")).isSameAs(Broker.class);
        }
    }

    @Test
    void aPartOfASharedLibraryThatTheServiceLacksIsThePlugins() throws Exception {
        try (PluginClassLoader loader = loader(
                PluginJars.jar().source("io.vertx.mine.Client", "package io.vertx.mine; public class Client {}"))) {
            assertThat(loader.loadClass("io.vertx.mine.Client").getClassLoader())
                    .isSameAs(loader);
        }
    }

    @Test
    void resourcesAndServiceFilesOfTheServiceStayOutside() throws Exception {
        try (PluginClassLoader loader = loader(PluginJars.jar().resource("settings.properties", "own"))) {
            String service = "META-INF/services/io.vertx.core.spi.VertxServiceProvider";
            assertThat(PluginIsolationTest.class.getClassLoader().getResource(service))
                    .isNotNull();

            assertThat(loader.getResource(service)).isNull();
            assertThat(Collections.list(loader.getResources(service))).isEmpty();
            assertThat(loader.getResource("logback.xml")).isNull();
            URL own = loader.getResource("settings.properties");
            assertThat(new String(own.openStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("own");
        }
    }

    private PluginClassLoader loader(PluginJars jar) throws IOException {
        Path file = jar.write(folder.resolve("plugin.jar"));
        return new PluginClassLoader("test", List.of(file.toUri().toURL()), PluginIsolationTest.class.getClassLoader());
    }

    /** Puts the library into a jar of its own, as a directory plugin has it. */
    private static void split(Path jar, Path directory) throws IOException {
        Path broker = Files.copy(jar, directory.resolve("broker.jar"));
        Path library = Files.copy(jar, directory.resolve("library.jar"));
        keepOnly(broker, false);
        keepOnly(library, true);
    }

    private static void keepOnly(Path jar, boolean library) throws IOException {
        try (java.nio.file.FileSystem files = java.nio.file.FileSystems.newFileSystem(jar);
                java.util.stream.Stream<Path> walk = Files.walk(files.getPath("/"))) {
            for (Path path : walk.filter(Files::isRegularFile).collect(Collectors.toList())) {
                if (path.startsWith("/picocli") != library) {
                    Files.delete(path);
                }
            }
        }
    }
}
