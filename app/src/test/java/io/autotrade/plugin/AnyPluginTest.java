package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever lies in the plugins folder, it is loaded or refused by name, and the one that works is there. */
class AnyPluginTest {

    private static Path folder;
    private static byte[] good;

    @BeforeContainer
    static void putOneThatWorks() throws IOException {
        folder = Files.createTempDirectory("any-plugin");
        Path jar = PluginJars.broker("one.Works", "works", Map.of()).write(folder.resolve("z-works.jar"));
        good = Files.readAllBytes(jar);
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("a-odd.jar"));
        Files.delete(folder.resolve("z-works.jar"));
        Files.delete(folder);
    }

    private static void assertServiceLives() {
        try (PluginRegistry registry = PluginRegistry.load(folder, Set.of())) {
            assertThat(registry.reports()).extracting(PluginReport::name).containsExactly("a-odd.jar", "z-works.jar");
            assertThat(registry.reports())
                    .allSatisfy(report -> assertThat(
                                    report.loaded() || !report.reason().isBlank())
                            .isTrue());
            assertThat(registry.broker("works")).isNotNull();
        }
    }

    @Property(tries = 60)
    void aJarWithDamage(@ForAll @IntRange(max = 100_000) int at, @ForAll byte value, @ForAll boolean cut)
            throws IOException {
        byte[] bytes = cut ? Arrays.copyOf(good, at % good.length) : good.clone();
        if (!cut) {
            bytes[at % bytes.length] = value;
        }
        Files.write(folder.resolve("a-odd.jar"), bytes);

        assertServiceLives();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "one.Works",
                        "java.lang.String",
                        "# nothing",
                        "a b",
                        "one/Works",
                        "\u0000",
                        "Main-Class: x\nClass-Path: ../../../etc/passwd http://127.0.0.1:1/x.jar\n",
                        "Multi-Release: true\n\n",
                        "Name: META-INF/\n\nName: x",
                        "[Ljava.lang.Object;"),
                Arbitraries.strings().ofMaxLength(200));
    }

    @Property(tries = 60)
    void aManifestAndAListOfServicesOfAnyKind(@ForAll("texts") String manifest, @ForAll("texts") String services) {
        write("META-INF/MANIFEST.MF", manifest, "META-INF/services/io.autotrade.broker.BrokerProvider", services);

        assertServiceLives();
    }

    @Example
    void aJarThatGrowsWhenItIsRead() {
        for (String name : new String[] {
            "META-INF/MANIFEST.MF", "META-INF/services/io.autotrade.broker.BrokerProvider", "meta-inf/manifest.mf"
        }) {
            write(name, "a".repeat(64 << 20));

            assertServiceLives();
            try (PluginRegistry registry = PluginRegistry.load(folder, Set.of())) {
                assertThat(registry.reports().getFirst().reason())
                        .contains(name)
                        .contains("larger than 1 MiB");
            }
        }
    }

    private static void write(String... namesAndContents) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(folder.resolve("a-odd.jar")))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new JarEntry(namesAndContents[i]));
                out.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
