package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.BrokerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRegistryTest {

    @TempDir
    private Path folder;

    private PluginRegistry load() {
        return PluginRegistry.load(folder, Set.of());
    }

    private static PluginReport report(PluginRegistry registry, String name) {
        return registry.reports().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertRefused(String name, String reason) {
        try (PluginRegistry registry = load()) {
            PluginReport report = report(registry, name);
            assertThat(report.status()).isEqualTo(PluginReport.REFUSED);
            assertThat(report.reason()).contains(reason);
        }
    }

    @Test
    void loadsABrokerThroughItsOwnClassLoader() throws IOException {
        PluginJar.broker("demo.Good", "good").write(folder.resolve("good.jar"));

        try (PluginRegistry registry = load()) {
            BrokerProvider broker = registry.broker("good");
            assertThat(broker.getClass().getClassLoader()).isInstanceOf(PluginClassLoader.class);
            assertThat(report(registry, "good.jar").provides())
                    .extracting(PluginReport.Provided::id)
                    .containsExactly("good");
            assertThat(report(registry, "good.jar").sha256()).hasSize(64);
        }
    }

    @Test
    void givesAPluginItsOwnVersionOfALibraryTheServiceHasToo() throws IOException {
        String library = "picocli.CommandLine";
        new PluginJar()
                .source(
                        library,
                        "package picocli; public class CommandLine { public static String VERSION = \"the plugin's\"; }")
                .source(
                        "demo.WithLibrary",
                        PluginJar.provider(
                                "demo.WithLibrary",
                                "withlibrary",
                                "io.autotrade.broker.SpiVersion.MAJOR",
                                "picocli.CommandLine.VERSION"))
                .brokerProvider("demo.WithLibrary")
                .write(folder.resolve("withlibrary.jar"));

        try (PluginRegistry registry = load()) {
            assertThat(registry.broker("withlibrary").displayName()).isEqualTo("the plugin's");
            assertThat(picocli.CommandLine.VERSION).startsWith("4.");
        }
    }

    @Test
    void hidesTheServicesOwnClassesAndProvidersFromPlugins() throws Exception {
        PluginJar.broker("demo.Good", "good").write(folder.resolve("good.jar"));

        try (PluginRegistry registry = load()) {
            ClassLoader loader = registry.broker("good").getClass().getClassLoader();
            assertThatThrownBy(() -> loader.loadClass("io.autotrade.plugin.PluginRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(loader.getResource("META-INF/services/io.vertx.core.spi.VertxServiceProvider"))
                    .isNull();
            assertThat(loader.loadClass("io.vertx.core.Future")).isSameAs(io.vertx.core.Future.class);
        }
    }

    @Test
    void takesADirectoryOfJarsForOnePlugin() throws IOException {
        PluginJar.broker("demo.Good", "good").write(folder.resolve("bundle/good.jar"));
        new PluginJar().file("data.txt", "beside it").write(folder.resolve("bundle/library.jar"));

        try (PluginRegistry registry = load()) {
            assertThat(registry.broker("good").getClass().getResource("/data.txt"))
                    .isNotNull();
            assertThat(registry.reports()).hasSize(1);
        }
    }

    @Test
    void refusesWhatIsNoJar() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "this is no jar");

        assertRefused("broken.jar", "not a readable jar");
    }

    @Test
    void refusesAJarWithoutProvider() throws IOException {
        new PluginJar().file("readme.txt", "nothing here").write(folder.resolve("empty.jar"));

        assertRefused("empty.jar", "names no provider");
    }

    @Test
    void refusesAProviderThatIsNotThere() throws IOException {
        new PluginJar().brokerProvider("demo.Missing").write(folder.resolve("missing.jar"));

        assertRefused("missing.jar", "demo.Missing");
    }

    @Test
    void refusesAProviderWhoseClassCannotBeInitialised() throws IOException {
        String source = PluginJar.provider("demo.Bad", "bad", "1", "\"bad\"")
                .replace(
                        "public int spiMajor",
                        "static { if (true) throw new IllegalStateException(\"no luck\"); } public int spiMajor");
        new PluginJar().source("demo.Bad", source).brokerProvider("demo.Bad").write(folder.resolve("bad.jar"));

        assertRefused("bad.jar", "no luck");
    }

    @Test
    void refusesAProviderThatNeedsAClassItDoesNotBring() throws IOException {
        Path jar = folder.resolve("needy.jar");
        String source =
                PluginJar.provider("demo.Needy", "needy", "1", "org.assertj.core.api.Assertions.class.getName()");
        new PluginJar()
                .source("demo.Needy", source)
                .brokerProvider("demo.Needy")
                .write(jar);

        assertRefused("needy.jar", "org/assertj/core/api/Assertions");
    }

    @Test
    void refusesAPluginOfAnotherSpecification() throws IOException {
        String source = PluginJar.provider("demo.Old", "old", "99", "\"old\"");
        new PluginJar().source("demo.Old", source).brokerProvider("demo.Old").write(folder.resolve("old.jar"));

        assertRefused("old.jar", "version 99 of the broker specification");
    }

    @Test
    void refusesTheSecondOfTwoPluginsWithOneIdAndNamesTheFirst() throws IOException {
        PluginJar.broker("demo.One", "same").write(folder.resolve("a.jar"));
        PluginJar.broker("demo.Two", "same").write(folder.resolve("b.jar"));

        try (PluginRegistry registry = load()) {
            assertThat(registry.broker("same").getClass().getName()).isEqualTo("demo.One");
            assertThat(report(registry, "b.jar").reason()).contains("broker same", "a.jar");
        }
    }

    @Test
    void loadsOnlyWhatIsOnTheAllowList() throws IOException {
        PluginJar.broker("demo.Good", "good").write(folder.resolve("good.jar"));
        PluginJar.broker("demo.Other", "other").write(folder.resolve("other.jar"));
        String allowed;
        try (PluginRegistry all = load()) {
            allowed = report(all, "good.jar").sha256();
        }

        try (PluginRegistry registry = PluginRegistry.load(folder, Set.of(allowed))) {
            assertThat(report(registry, "good.jar").loaded()).isTrue();
            assertThat(report(registry, "other.jar").reason()).contains("plugins.allow_sha256", "SHA-256");
        }
    }

    @Test
    void saysWhichJarFailedWhenTheSelectedBrokerIsNotThere() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "this is no jar");
        PluginJar.broker("demo.Good", "good").write(folder.resolve("good.jar"));

        try (PluginRegistry registry = load()) {
            assertThatThrownBy(() -> registry.broker("mine"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("trading.broker_type")
                    .hasMessageContaining("'mine'")
                    .hasMessageContaining("good")
                    .hasMessageContaining("broken.jar");
        }
    }
}
